import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { renderErrata } from '../contracts/errata/document.ts'
import { errata } from '../contracts/errata/index.ts'
import { register } from '../contracts/register/index.ts'
import { untested } from '../contracts/untested.ts'
import { checks } from '../suites/checks/index.ts'
import { coverageOf } from '../suites/coverage.ts'
import { renderCoverage } from '../suites/coverage-document.ts'
import { allCommands } from './commands.ts'
import { configSchema, configTypes } from './config-schema.ts'
import { committedFiles, exportKinds } from './export-kinds.ts'

/** Writes the documents that are made from data. */
const docs = join(import.meta.dirname, '..', 'docs')
writeFileSync(join(docs, 'errata.md'), renderErrata(errata))
writeFileSync(join(docs, 'coverage.md'), renderCoverage(coverageOf(register, checks, untested)))
const schema = configSchema(allCommands())
writeFileSync(join(docs, 'config.schema.json'), `${JSON.stringify(schema, undefined, 2)}\n`)
writeFileSync(join(import.meta.dirname, 'config-shape.ts'), configTypes(schema))

const exports = join(import.meta.dirname, '..', 'contracts', 'exports')
for (const { make } of exportKinds)
  for (const { path, text } of committedFiles(await make({}))) {
    mkdirSync(dirname(join(exports, path)), { recursive: true })
    writeFileSync(join(exports, path), text)
  }
