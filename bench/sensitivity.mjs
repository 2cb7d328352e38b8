// Goal: every mutant within 60 s on two cores.
import { cli, runOnce } from './measure.mjs'

const { wall, cpu, mb, text } = runOnce([cli, 'sensitivity'])
console.log(`${(wall / 1000).toFixed(1)} s wall, ${(cpu / 1000).toFixed(1)} s CPU, ${mb.toFixed(0)} MB: ${text.trim().split('\n').at(-1)}`)
