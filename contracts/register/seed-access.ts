import type { RegisterEntry } from './entry.ts'
import { group } from './entry.ts'

const rule403 = ['L874', 'L1171'] as const

/** The access token, as far as the source document speaks of it. */
export const seedAccess: readonly RegisterEntry[] = group({ step: 'token', workflows: 'all' }, [
  {
    id: 'TOKEN-OAUTH2-REQUIRED',
    level: 'MUST',
    source: ['L868', 'L874', 'L1165', 'L1171'],
    statement: 'Nothing can be called without OAuth2.',
    errata: ['ERR-061'],
  },
  {
    id: 'TOKEN-SCHEME-BEARER',
    level: 'SHOULD',
    source: [
      ...['L47', 'L141', 'L203', 'L286', 'L394', 'L506', 'L558', 'L654', 'L716', 'L767', 'L909', 'L937', 'L965', 'L997'],
      ...['L1057', 'L1207', 'L1235', 'L1263', 'L1295', 'L1347'],
    ],
    statement: 'Authorization puts the word Bearer before the token.',
    errata: ['ERR-038'],
  },
  {
    id: 'TOKEN-BASIC-NOT-ON-CREATE',
    level: 'MAY',
    source: rule403,
    statement: 'A user name and password in place of the access token open no call of a workflow.',
    errata: ['ERR-119'],
  },
  {
    id: 'TOKEN-TENANT-ISOLATION',
    level: 'MAY',
    source: ['L874', 'L900', 'L1171', 'L1197'],
    statement: "No tenant reaches another tenant's accounts with a token of its own.",
    needs: ['second-tenant'],
  },
])
