import type { PartFact } from './workflow.ts'

/** The parts of the API channel. Keys are lower case and path segments upper case: ERR-018. */
export const preparedData: PartFact = { classifier: 'PREPARED_DATA', key: 'prepared_data', content: 'data' }
export const front: PartFact = { classifier: 'FRONT', key: 'front', content: 'image' }
export const back: PartFact = { classifier: 'BACK', key: 'back', content: 'image' }
export const face: PartFact = { classifier: 'FACE', key: 'face', content: 'image' }
