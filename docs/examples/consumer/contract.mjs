import { readFileSync } from 'node:fs'
import { PactV4, SpecificationVersion } from '@pact-foundation/pact'

/** Where your pacts go, to be published to a broker. */
export const pactFolder = new URL('./pacts/', import.meta.url).pathname

/**
 * The interactions of a Pact V4 file that stand in the contract, by their keys: `10011/create`. The file comes with
 * kyx-conformance, in this repository under `contracts/exports/pact`, elsewhere by `kyx-conformance export pact`.
 */
export function readContract(path) {
  const { consumer, provider, interactions } = JSON.parse(readFileSync(path, 'utf8'))
  const byKey = new Map(interactions.map((interaction) => [interaction.key, interaction]))

  return {
    /** Serves one interaction by Pact's mock server while the client is at work. Fails where the client sent anything else. */
    async withServer(key, work) {
      const interaction = byKey.get(key)
      if (interaction === undefined) throw new RangeError(`the contract has no interaction ${key}; it has ${[...byKey.keys()].join(', ')}`)
      const { request, response, description, providerStates, comments } = interaction
      const pact = new PactV4({
        consumer: consumer.name,
        provider: provider.name,
        spec: SpecificationVersion.SPECIFICATION_VERSION_V4,
        dir: pactFolder,
        logLevel: 'error',
      })
      const asked = pact.addInteraction()
      for (const { name, params } of providerStates) asked.given(name, params)
      for (const text of comments.text) asked.comment(text)
      return asked
        .uponReceiving(description)
        .withRequest(request.method, request.path, (builder) => fill(builder, request))
        .willRespondWith(response.status, (builder) => fill(builder, response))
        .executeTest((server) => work(server.url))
    },
    message: (key) => byKey.get(key).contents.content,
  }
}

function fill(builder, { headers = {}, body, matchingRules = {} }) {
  builder.headers(Object.fromEntries(Object.entries(headers).map(([name, [value]]) => [name, value])))
  if (body !== undefined) {
    const { contentType, content, encoded } = body
    if (contentType === 'application/json') builder.jsonBody(content)
    else builder.body(contentType, Buffer.from(content, encoded === 'base64' ? 'base64' : 'utf8'))
  }
  // The path stays as it is: the ids in it are those of the answers.
  builder.matchingRules({ header: rulesOf(matchingRules.header), body: rulesOf(matchingRules.body) })
}

const rulesOf = (rules = {}) => Object.entries(rules).map(([path, { matchers }]) => ({ path, rules: matchers }))
