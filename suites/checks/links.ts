import { endpoints, fillPath } from '../../contracts/endpoints.ts'
import { lines } from '../../contracts/source.ts'
import { isFinalizedByApi, workflowChannels, workflowParts } from '../../contracts/workflow.ts'
import { type Answer, type AnyCheck, defineCheck } from '../check.ts'
import { expectEqual, isText, list, objectsAt, show, uuidPattern, valueAt } from '../expect.ts'
import { type LinkReading, linkText, readLink } from '../links.ts'
import type { TargetFacts } from '../target.ts'
import { isObject, type Json } from '../transcript.ts'
import type { Finding } from '../verdict.ts'

interface PlacedLink {
  readonly at: string
  readonly text: unknown
  readonly kind: 'part' | 'execution'
  readonly classifier?: string
  readonly credential?: Json | undefined
}

/** The part links and execution links of a start response. */
function startLinks(start: Answer): readonly PlacedLink[] {
  return objectsAt(start.body, 'workflowExecution.credentials').flatMap((credential) => {
    const api = credential.api
    if (!isObject(api)) return []
    const where = `${start.exchange.name} credential ${show(credential.category)}`
    const parts = Object.entries(isObject(api.parts) ? api.parts : {}).map(
      ([key, link]): PlacedLink => ({
        at: `${where} api.parts.${key}`,
        text: linkText(link),
        kind: 'part',
        classifier: key.toUpperCase(),
        credential: credential.id,
      }),
    )
    return [
      ...parts,
      ...(api.workflowExecution === undefined
        ? []
        : [{ at: `${where} api.workflowExecution`, text: api.workflowExecution, kind: 'execution' } as const]),
    ]
  })
}

/** The links of an upload response. */
function uploadLinks(answer: Answer): readonly PlacedLink[] {
  const api = answer.body.api
  if (!isObject(api)) return []
  const name = answer.exchange.name
  return [
    ...Object.entries(isObject(api.parts) ? api.parts : {}).map(
      ([key, link]): PlacedLink => ({
        at: `${name} $.api.parts.${key}`,
        text: linkText(link),
        kind: 'part',
        classifier: key.toUpperCase(),
      }),
    ),
    ...(api.workflowExecution === undefined
      ? []
      : [{ at: `${name} $.api.workflowExecution`, text: api.workflowExecution, kind: 'execution' } as const]),
  ]
}

function eachReading(
  links: readonly PlacedLink[],
  target: TargetFacts,
  find: (reading: LinkReading, link: PlacedLink) => readonly Omit<Finding, 'at'>[],
): readonly Finding[] {
  return links.flatMap((link) => {
    const reading = readLink(link.text, target)
    if (reading === undefined) return [{ at: link.at, expected: 'an absolute URL', actual: show(link.text) }]
    return find(reading, link).map((finding) => ({ at: link.at, ...finding }))
  })
}

const byApi = { appliesTo: isFinalizedByApi } as const

/** Checks of the links that lead from one step to the next. */
export const linkChecks: readonly AnyCheck[] = [
  defineCheck({
    ...byApi,
    id: 'LINK-HOST',
    level: 'MUST',
    step: 'start',
    source: lines('L194-L197', 'L448-L451', 'L879-L882', 'L1176-L1179', 'G:L475-L478', 'G:L541-L544'),
    statement: 'Upload and finalize links lead to the api host of the region that was called, and to no other host.',
    needs: ['start'],
    covers: ['REG-LINKS-API-HOST', 'REG-LINKS-SAME-REGION', 'REG-JUMIOPP-LINK-NOT-USED', 'REG-HOST-*-UPLOAD-DATA-LINK'],
    errata: ['ERR-013', 'ERR-048'],
    judge: ({ start }, { target }) => {
      const regions = new Set<string>()
      const findings = eachReading(startLinks(start), target, (reading) => {
        if (reading.region !== undefined) regions.add(reading.region)
        if (!reading.isOwn) return [{ expected: `a host of the target: ${hostsOf(target)}`, actual: reading.host }]
        if (reading.roles.includes('api')) return []
        return [
          {
            expected: 'the api host',
            actual: `${reading.host}, the ${list(reading.roles)} host`,
            ...(reading.roles.includes('account') ? { contested: 'ERR-013' } : {}),
          },
        ]
      })
      return regions.size > 1
        ? [...findings, { at: `${start.exchange.name} links`, expected: 'one region in all links', actual: list([...regions]) }]
        : findings
    },
  }),
  defineCheck({
    id: 'LINK-WEB-REGION',
    level: 'SHOULD',
    step: 'start',
    source: lines('L803', 'L1100', 'L1364', 'G:L201'),
    statement: 'web.href leads into the region of the other links of the start response, and of the host that was called.',
    needs: ['start'],
    covers: ['REG-LINKS-SAME-REGION'],
    appliesTo: (workflow) => workflowChannels(workflow).includes('WEB'),
    judge: ({ start }, { target }) => {
      const region = readLink(valueAt(start.body, 'web.href'), target)?.region
      const others = startLinks(start).flatMap(({ text }) => readLink(text, target)?.region ?? [])
      const wanted = [...new Set([...(target.documentedRegion === undefined ? [] : [target.documentedRegion]), ...others])]
      return region === undefined || wanted.every((each) => each === region)
        ? []
        : [{ at: `${start.exchange.name} $.web.href`, expected: `a host of ${list(wanted)}`, actual: region }]
    },
  }),
  defineCheck({
    ...byApi,
    id: 'LINK-HTTPS',
    level: 'MUST',
    step: 'start',
    source: lines('L38-L40', 'L195-L197', 'L449-L451', 'L880-L882', 'L1177-L1179'),
    statement: 'Links are https URLs; http is right only where the target itself was given as an http origin.',
    needs: ['start'],
    covers: ['REG-LINKS-HTTPS', 'G-TLS'],
    judge: ({ start }, { target }) =>
      eachReading(startLinks(start), target, (reading) =>
        reading.scheme === 'https:' || (reading.isMapped && reading.isOwn)
          ? []
          : [{ expected: 'https', actual: reading.link.slice(0, 200) }],
      ),
  }),
  defineCheck({
    ...byApi,
    id: 'LINK-PATH',
    level: 'MUST',
    step: 'start',
    source: lines('L38-L40', 'L88-L90', 'L195-L197', 'L449-L451', 'L880-L882', 'L1177-L1179'),
    statement: 'The path of each link follows the documented template below /api/v1/accounts.',
    needs: ['start'],
    covers: [
      'REG-PATH-API-V1',
      'WF*-CREATE-LINK-PREPARED-DATA',
      'WF*-CREATE-LINK-FACE',
      'WF*-CREATE-LINK-FRONT',
      'WF*-CREATE-LINK-BACK',
      'RESP-API-WORKFLOWEXECUTION-LINK',
      'FIN-LINK-FROM-CREATE',
    ],
    errata: ['ERR-017', 'ERR-047'],
    judge: ({ start }, { target }) => eachReading(startLinks(start), target, pathFindings),
  }),
  defineCheck({
    ...byApi,
    id: 'LINK-IDS',
    level: 'SHOULD',
    step: 'start',
    source: lines('L62-L78', 'L301-L331', 'L800-L843', 'L1097-L1140'),
    statement: 'Each link carries the ids of its own account, execution and credential, and its own classifier.',
    needs: ['start'],
    covers: ['ID-EXECUTION-IN-LINKS', 'ID-CREDENTIAL-IN-LINKS', 'ID-ACCOUNT-IN-LINKS'],
    errata: ['ERR-033', 'ERR-034', 'ERR-064'],
    judge: ({ start }, { target }) => {
      const account = valueAt(start.body, 'account.id')
      const execution = valueAt(start.body, 'workflowExecution.id')
      return eachReading(startLinks(start), target, (reading, link) => {
        const segments = reading.path.split('/')
        const after = (name: string) => segments[segments.indexOf(name) + 1]
        return [
          ...expectEqual('', after('accounts'), account),
          ...expectEqual('', after('workflow-executions'), execution),
          ...(link.kind === 'part' ? expectEqual('', after('credentials'), link.credential) : []),
        ].map(({ expected, actual }) => ({ expected: `the id ${expected}`, actual: `${actual} in ${reading.path.slice(0, 300)}` }))
      })
    },
  }),
  defineCheck({
    id: 'UPLOAD-LINKS-UNCHANGED',
    level: 'SHOULD',
    step: 'upload',
    source: lines('L184-L189', 'L486-L492', 'L923-L928', 'L1221-L1226'),
    statement: 'The links of an upload response are those of the start response.',
    needs: ['start', 'upload'],
    covers: ['WF*-UPLOAD-DATA-RESPONSE-LINK', 'WF*-UPLOAD-DATA-RESPONSE-EXEC-LINK', 'UPL-IMG-RESPONSE-LINKS-MATCH-CREATE'],
    errata: ['ERR-017', 'ERR-071'],
    appliesTo: (workflow) => workflowParts(workflow).length > 0,
    judge: ({ start, upload }) => {
      const known = new Set(startLinks(start).map((link) => link.text))
      return uploadLinks(upload)
        .filter((link) => !known.has(link.text))
        .map((link) => ({ at: link.at, expected: 'a link of the start response', actual: show(link.text) }))
    },
  }),
  defineCheck({
    id: 'UPLOAD-PARTS-OF-CREDENTIAL',
    level: 'SHOULD',
    step: 'upload',
    source: lines('L185-L187', 'L488-L490', 'L924-L927', 'G:L500-L513'),
    statement: 'api.parts of an upload response lists the parts of the credential that was uploaded to.',
    needs: ['upload'],
    covers: ['WF*-UPLOAD-FACE-RESPONSE-SHAPE', 'WF*-UPLOAD-DATA-RESPONSE-SHAPE'],
    errata: ['ERR-041', 'ERR-071', 'ERR-092'],
    appliesTo: (workflow) => workflowParts(workflow).length > 0,
    judge: ({ upload }, { subject, workflow }) => {
      const parts = valueAt(upload.body, 'api.parts')
      if (!isObject(parts)) return []
      const own = workflow.credentials.find(({ category }) => category === subject.split('.')[0])?.parts.map((part) => part.key) ?? []
      const key = own.find((each) => each.toUpperCase() === subject.split('.')[1])
      return key === undefined || Object.hasOwn(parts, key)
        ? []
        : [
            {
              at: `${upload.exchange.name} $.api.parts`,
              expected: `a link "${key}"`,
              actual: list(Object.keys(parts)),
              tolerance: 'TOL-UPLOAD-PARTS-EMPTY',
              // The companion lets api.parts be absent. G:L512
              ...(Object.keys(parts).length === 0 ? { contested: 'ERR-092' } : {}),
            },
          ]
    },
  }),
  defineCheck({
    ...byApi,
    id: 'LINK-FOLLOWED',
    level: 'SHOULD',
    step: 'upload',
    source: lines('L76-L78', 'L138', 'L824-L827', 'L907'),
    statement: 'The links of the start response can be used as they are, so that no client has to build an address.',
    needs: ['start', 'uploads'],
    replayOnly: true,
    covers: ['FIN-LINK-FROM-CREATE', 'REG-HOST-*-UPLOAD-IMAGE'],
    judge: ({ uploads, start }) =>
      uploads
        .filter(({ exchange }) => exchange.linkIgnored !== undefined)
        .map(({ exchange }) => ({
          at: `${start.exchange.name} link for ${exchange.name}`,
          expected: `a link that leads to ${new URL(exchange.request.url).pathname}`,
          actual: exchange.linkIgnored ?? '',
        })),
  }),
]

function hostsOf(target: TargetFacts): string {
  return list([...new Set(Object.values(target.origins).map((origin) => new URL(origin).host))])
}

function pathFindings(reading: LinkReading, link: PlacedLink): readonly Omit<Finding, 'at'>[] {
  const template = endpoints[link.kind === 'part' ? 'upload' : 'finalize'].path
  const segments = reading.path.split('/')
  const wanted = fillPath(template, { account: '*', execution: '*', credential: '*', classifier: '*' }).split('/')
  const isRight =
    segments.length === wanted.length &&
    wanted.every((segment, index) => {
      const seen = segments[index] ?? ''
      if (segment !== '*' && segment !== '%2A') return seen === segment
      return index === wanted.length - 1 && link.kind === 'part' ? /^[A-Z_]+$/.test(seen) : uuidPattern.test(seen) || isText(seen)
    })
  return isRight ? [] : [{ expected: `the path ${template}`, actual: reading.path.slice(0, 300) }]
}
