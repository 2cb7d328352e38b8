import { lines } from './source.ts'

export interface DataField {
  /** Dotted path: `address.country`. */
  readonly path: string
  readonly type: 'string' | 'object'
  readonly format?: 'date' | 'email'
  readonly values?: readonly string[]
}

/** Members of prepared data, in the order of the tables. */
export const preparedDataSource = lines('L102-L130', 'L355-L383', 'L615-L643')
const text = (path: string): DataField => ({ path, type: 'string' })
const date = (path: string): DataField => ({ path, type: 'string', format: 'date' })
export const preparedDataFields: readonly DataField[] = [
  ...['suffix', 'firstName', 'middleName', 'lastName', 'sex'].map(text),
  date('dateOfBirth'),
  ...['socialSecurityNumber', 'nationality'].map(text),
  { path: 'email', type: 'string', format: 'email' },
  ...['phoneNumber', 'phoneNumber2', 'personalNumber'].map(text),
  { path: 'address', type: 'object' },
  ...['line1', 'line2', 'line3', 'line4', 'line5', 'postalCode', 'city', 'subdivision', 'country'].map((name) => text(`address.${name}`)),
  { path: 'id', type: 'object' },
  date('id.issuingDate'),
  date('id.expiryDate'),
  text('id.idNumber'),
  { path: 'id.type', type: 'string', values: ['PASSPORT', 'DRIVING_LICENSE', 'ID_CARD'] },
]
