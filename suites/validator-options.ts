import type { Options } from 'ajv'

/** Options of every compilation, so that validators compiled by the build judge as those compiled on the fly. */
export const validatorOptions: Options = {
  allErrors: true,
  allowUnionTypes: true,
  inlineRefs: false,
  messages: false,
  strict: true,
  strictRequired: false,
  verbose: true,
}
