// Goals: `judge` 20,000 verdicts/s on one core, JUnit 5 us per case; by CPU time, the best of seven.
import { bench, runOnce, withSandbox } from './measure.mjs'

await withSandbox([], (url) => {
  const { verdicts, verdictsPerSecond, junitUsPerCase } = JSON.parse(runOnce([bench('dist/judging.js'), url, '100']).text)
  console.log(`${verdicts} verdicts: ${verdictsPerSecond.toFixed(0)} verdicts/s, JUnit ${junitUsPerCase.toFixed(2)} us per case`)
})
