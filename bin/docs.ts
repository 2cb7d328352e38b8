import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { renderErrata } from '../contracts/errata/document.ts'
import { errata } from '../contracts/errata/index.ts'
import { register } from '../contracts/register/index.ts'
import { untested } from '../contracts/untested.ts'
import { checks } from '../suites/checks/index.ts'
import { coverageOf } from '../suites/coverage.ts'
import { renderCoverage } from '../suites/coverage-document.ts'

/** Writes the documents that are made from data. */
const docs = join(import.meta.dirname, '..', 'docs')
writeFileSync(join(docs, 'errata.md'), renderErrata(errata))
writeFileSync(join(docs, 'coverage.md'), renderCoverage(coverageOf(register, checks, untested)))
