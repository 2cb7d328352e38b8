const Mocha = require('mocha')

/** Mocha's spec reporter, with a last line of plain counts that any CI can read. */
class CountedSpec extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options)
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats
      process.stdout.write(`${passes} passed, ${failures} failed${pending > 0 ? `, ${pending} skipped` : ''}\n`)
    })
  }
}

// Mocha takes what a reporter's module exports for the class itself.
module.exports = CountedSpec
