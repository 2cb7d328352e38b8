import { createHash } from 'node:crypto'

/**
 * Members that tell of a person, in prepared data and in what a document gave. Codes of countries, kinds of document and the like
 * stay: they tell of nobody, and a reader needs them.
 */
export const personalMembers: ReadonlySet<string> = new Set([
  ...['firstName', 'middleName', 'lastName', 'mothersName', 'fathersName'],
  ...['dateOfBirth', 'dateOfBirthParts', 'placeOfBirth', 'issuingDate', 'issuingDateParts', 'expiryDate', 'expiryDateParts'],
  ...['socialSecurityNumber', 'email', 'phoneNumber', 'phoneNumber2', 'personalNumber', 'personalIdentificationNumber'],
  ...['idNumber', 'documentNumber', 'passportNumber', 'voterIdNumber', 'taxNumber', 'registrationNumber', 'issuingNumber'],
  ...['optionalMrzField1', 'optionalMrzField2', 'mrz', 'curp', 'cpf', 'rgNumber', 'dni', 'pesel'],
  ...['line1', 'line2', 'line3', 'line4', 'line5', 'postalCode', 'city', 'formattedAddress', 'address'],
])

const marker = /^redacted:(text|date|email|number):(\d+):[0-9a-f]{8}$/

/** True of a value that is worth looking for elsewhere: long enough to be no common word, and no date, which a time stamp repeats. */
export function isPersonal(value: string): boolean {
  return value.length >= 8 && !/^(\d{4}([-/.]\d{1,2}){2}|(\d{1,2}[-/.]){2}\d{4})(T|$)/.test(value) && !marker.test(value)
}

const quoted = new RegExp(`(\\\\*")(${[...personalMembers].join('|')})\\1(\\s*:\\s*)\\1(.*?)\\1`, 'g')

/** Text that looks like JSON without being it, with what its personal members hold replaced. */
export function redactText(text: string, replace: (value: string) => string): string {
  if (!text.includes('"')) return text
  return text.replace(
    quoted,
    (_, quote: string, member: string, colon: string, value: string) => quote + member + quote + colon + quote + replace(value) + quote,
  )
}

/** What stands for a personal value: its shape, its length, and a digest that is equal for equal values of a run. */
export function redacted(value: string, salt: string): string {
  if (value === '' || marker.test(value)) return value
  const shape = /^\d{4}-\d\d-\d\d$/.test(value)
    ? 'date'
    : /^[^@\s]+@[^@\s]+$/.test(value)
      ? 'email'
      : /^[-+\d ()/.]+$/.test(value)
        ? 'number'
        : 'text'
  return `redacted:${shape}:${value.length}:${createHash('sha256').update(salt).update('person').update(value).digest('hex').slice(0, 8)}`
}

/** What a redacted value still tells. */
export interface Redaction {
  readonly shape: 'text' | 'date' | 'email' | 'number'
  readonly length: number
}

/** Reads what stands for a personal value; undefined where the value is none. */
export function readRedacted(value: string): Redaction | undefined {
  const [, shape, length] = marker.exec(value) ?? []
  return shape === undefined ? undefined : { shape: shape as Redaction['shape'], length: Number(length) }
}
