import { createLoader } from './loader.ts'

createLoader(import.meta.dirname)('entry.js')
