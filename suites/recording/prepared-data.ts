import { preparedDataFields } from '../../contracts/prepared-data.ts'
import type { Workflow } from '../../contracts/workflow.ts'
import { show, valueAt } from '../expect.ts'
import { type Redaction, readRedacted } from '../person.ts'
import { isObject, type Json } from '../transcript.ts'
import type { Finding } from '../verdict.ts'

/** What of prepared data is not as the tables have it. Values of persons were redacted: their shape is known, not they. */
export function wrongData(data: Json, at: string): readonly Finding[] {
  return preparedDataFields.flatMap(({ path, type, format, values }) => {
    const value = valueAt(data, path)
    if (value === undefined || value === null || value === '') return []
    const found = (expected: string) => [{ at: `${at} $.${path}`, expected, actual: show(value) }]
    if (type === 'object') return isObject(value) ? [] : found('an object')
    if (typeof value !== 'string') return found('a string')
    if (values !== undefined && !values.includes(value)) return found(values.join(' or '))
    if (format === 'date' && !isOf(value, 'date', /^\d{4}-\d{2}-\d{2}$/)) return found('a date such as 1985-01-31')
    if (format === 'email' && !isOf(value, 'email', /^[^@\s]+@[^@\s]+$/)) return found('an e-mail address')
    return []
  })
}

/** What the workflow cannot do without and the data lacks. */
export function mandatoryMissing(data: Json, { mandatoryData }: Workflow, at: string): readonly Finding[] {
  return mandatoryData
    .filter((path) => [undefined, null, ''].includes(valueAt(data, path) as undefined))
    .map((path) => ({ at: `${at} $.${path}`, expected: 'a value: the workflow cannot do without it', actual: 'nothing' }))
}

function isOf(value: string, shape: Redaction['shape'], pattern: RegExp): boolean {
  const hidden = readRedacted(value)
  return hidden === undefined ? pattern.test(value) : hidden.shape === shape
}
