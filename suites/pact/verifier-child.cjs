// Pact's core prints as it goes, keeps threads and may crash: it runs in a process of its own, and hands its results over by message.
process.env.PACT_DO_NOT_TRACK = 'true'

process.once('message', async (tasks) => {
  const results = []
  try {
    const { default: core } = require('@pact-foundation/pact-core')
    for (const task of tasks) {
      try {
        results.push({ text: await core.verifyPacts({ ...task, logLevel: 'error' }) })
      } catch (error) {
        // What fails to verify is told in the same JSON, as the message of an error.
        results.push({ text: error.message })
      }
    }
    process.send({ results }, () => process.exit(0))
  } catch (error) {
    process.send({ failure: String(error), isMissing: error.code === 'MODULE_NOT_FOUND' }, () => process.exit(1))
  }
})
