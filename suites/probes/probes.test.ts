import { expect } from 'chai'
import { register } from '../../contracts/register/index.ts'
import { type AddressedPart, type Workflow, workflowParts } from '../../contracts/workflow.ts'
import { workflows } from '../../contracts/workflows/index.ts'
import type { FormFile } from '../body.ts'
import { checks } from '../checks/index.ts'
import type { Draft } from '../client.ts'
import { deleteDraft, finalizeDraft, healthDraft, imageDraft, readDraft, startDraft, uploadDraft, type World } from '../drafts.ts'
import type { Target } from '../target.ts'
import { tokenDraft } from '../token.ts'
import { controlOf, probeDrafts, probeKey, probes, probesOf } from './index.ts'
import { type Probe, probeName } from './probe.ts'

const origin = 'http://127.0.0.1:9'
const roles = { account: origin, api: origin, retrieval: origin, auth: origin, status: origin }
const target: Target = {
  region: 'local',
  origins: roles,
  userAgent: 'kyx-conformance/0 (test)',
  tokenSource: 'given',
  secrets: { token: 'token-of-the-test', clientId: 'client', clientSecret: 'client-secret', otherToken: 'token-of-another' },
  tokenUrl: `${origin}/oauth2/token`,
  headers: [],
  timeoutMs: 1000,
  pollTimeoutMs: 1000,
  callbackTimeoutMs: 1000,
  callbacks: true,
  cleanup: false,
}

const file = (filename: string): FormFile => ({ name: 'file', filename, type: 'image/jpeg', bytes: Buffer.from(filename) })

function worldOf(workflow: Workflow, more: Partial<Target> = {}): World {
  const id = (digit: string) => `${digit.repeat(8)}-0000-4000-8000-000000000000`
  return {
    workflow,
    journey: {
      id: `${workflow.key}/local/probes`,
      workflow: workflow.key,
      region: 'local',
      scenario: 'probes',
      uploads: workflowParts(workflow).map(({ address }) => address),
      probes: probesOf(workflow).map(probeKey),
      cost: { transactions: 1, requests: 1 },
    },
    target: { ...target, ...more },
    materials: {
      preparedData: () => ({
        firstName: 'FIRST',
        lastName: 'LAST',
        personalNumber: '1',
        dateOfBirth: '1985-01-01',
        email: 'a@b.com',
        address: { city: 'CITY', country: 'BRA' },
        id: { idNumber: '1', type: 'PASSPORT' },
      }),
      image: ({ classifier }) => file(classifier.toLowerCase()),
      sample: (name) => file(`sample-${name}`),
    },
    runId: 'test',
    token: 'token-of-the-test',
    callbackUrl: `${origin}/callback`,
    account: id('a'),
    execution: id('e'),
    strays: new Set([id('5')]),
    credentials: new Map(workflow.credentials.map(({ category }, index) => [category, { id: id(`${index}`), parts: new Map() }])),
  }
}

/** The valid draft that a probe of a workflow starts from. */
function validOf(probe: Probe, world: World): Draft | undefined {
  const part = workflowParts(world.workflow).find(({ content }) => probe.content === undefined || content === probe.content)
  const step = probe.step === 'closed' ? (probe.closes ?? 'upload') : probe.step
  switch (step) {
    case 'start':
    case 'opened':
    case 'prepared':
      return startDraft(world)
    case 'upload':
      return part && uploadDraft(world, part)
    case 'image':
      return part && imageDraft(world, part)
    case 'finalize':
      return finalizeDraft(world)
    case 'health':
      return healthDraft(world)
    case 'delete':
      return deleteDraft('delete-execution', world)
    case 'delete-account':
      return deleteDraft('delete-account', world)
    case 'token':
      return tokenDraft(world.target)
    case 'status':
    case 'details':
    case 'steps':
      return readDraft(step, world)
  }
}

const plain = (text: string) => text.replace(/kyx-[0-9a-f]{24}/g, 'BOUNDARY')
const bodyOf = ({ body }: Draft) => JSON.stringify(body?.kind === 'form' ? body.form.parts : body)

/** What differs between two drafts: one word for each respect. */
function differences(one: Draft, other: Draft): readonly string[] {
  const headersOf = ({ headers }: Draft, name: string) =>
    plain(JSON.stringify(headers.filter(([each]) => each.toLowerCase() === name).map(([, value]) => value)))
  const names = new Set([...one.headers, ...other.headers].map(([name]) => name.toLowerCase()))
  return [
    ...(one.method === other.method ? [] : ['method']),
    ...(one.url === other.url ? [] : ['url']),
    ...[...names].filter((name) => headersOf(one, name) !== headersOf(other, name)),
    ...(one.chunked === other.chunked ? [] : ['chunked']),
    ...(bodyOf(one) === bodyOf(other) ? [] : ['body']),
  ]
}

describe('probes', () => {
  it('have unique checks, and no check of another kind has their id', () => {
    const ids = probes.map(({ check }) => check)
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).to.deep.equal([])
    const all = checks.map(({ id }) => id)
    expect(all.filter((id, index) => all.indexOf(id) !== index)).to.deep.equal([])
  })

  it('name the fault in kebab case and the check in capitals', () => {
    for (const { id, check } of probes) {
      expect(id).to.match(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      expect(check).to.match(/^[A-Z0-9]+(-[A-Z0-9]+)*$/)
    }
  })

  it('say what is refused in one sentence, with its lines', () => {
    for (const { check, statement, source } of probes) {
      expect(statement, check).to.match(/^[A-Z].*[^.]\.$/)
      expect(source, check).not.to.be.empty
    }
  })

  it('name the erratum that they lean on', () => {
    for (const { check, errata, expect: expected } of probes)
      if (expected.lenient !== undefined) expect(errata, check).to.include(expected.lenient.erratum)
  })

  it('are never satisfied by an answer that the documents do not know', () => {
    for (const { check, expect: expected } of probes)
      if (expected.answer === 'refused') {
        expect(expected.statuses, check).not.to.be.empty
        for (const status of [...(expected.statuses ?? []), ...(expected.lenient?.statuses ?? [])])
          expect(status, check).to.be.within(400, 499)
      }
  })

  it('cover entries of the register', () => {
    const known = new Set(register.map(({ id }) => id))
    const keys = workflows.map(({ key }) => key)
    const unknown = probes.flatMap(({ check, covers }) =>
      covers
        .filter((id) => ![id, ...keys.map((key) => id.replace('*', key))].some((each) => known.has(each)))
        .map((id) => `${check}: ${id}`),
    )
    expect(unknown).to.deep.equal([])
  })

  for (const workflow of workflows)
    describe(workflow.key, () => {
      const world = worldOf(workflow)
      const own = probesOf(workflow)

      it('differ from the valid request in one respect', () => {
        for (const probe of own.filter(({ step }) => step !== 'opened')) {
          const valid = validOf(probe, world)
          if (valid === undefined) throw new Error(`${probe.check} rides on a step that ${workflow.key} lacks`)
          const draft = probe.edit(valid, world)
          if (draft === undefined) throw new Error(`${probe.check} cannot be made`)
          const found = differences(valid, draft)
          if (probe.step === 'closed' || probe.step === 'prepared') expect(found, probe.check).to.deep.equal([])
          else if (['as-form', 'as-json'].includes(probe.id)) expect(found, probe.check).to.deep.equal(['content-type', 'body'])
          else expect(found, `${probe.check}: ${found.join(', ')}`).to.have.length(1)
        }
      })

      it('leave the valid request as it was', () => {
        for (const probe of own) {
          const valid = validOf(probe, world)
          const before = JSON.stringify(valid)
          if (valid !== undefined) probe.edit(valid, world)
          expect(JSON.stringify(valid), probe.check).to.equal(before)
        }
      })

      it('have a name of their own in the transcript', () => {
        const names = own.map((probe) => probeName(probe, controlOf(probe, workflow) ?? 'none'))
        expect(names.filter((name, index) => names.indexOf(name) !== index)).to.deep.equal([])
        expect(names.filter((name) => name.includes('undefined') || name.includes('none'))).to.deep.equal([])
      })

      it('start one transaction at most where the target does as documented', () => {
        expect(own.filter(({ step, expect: expected }) => step === 'start' && expected.answer !== 'refused')).to.have.length.at.most(1)
      })

      it('are sent once each, with their step', () => {
        const parts: readonly (AddressedPart | undefined)[] = [undefined, ...workflowParts(workflow)]
        const steps = [
          workflow.start,
          'opened',
          'prepared',
          'upload',
          'finalize',
          'status',
          'details',
          'steps',
          'image',
          'health',
          'delete',
          'delete-account',
          'token',
        ]
        const sent = steps.flatMap((step) => {
          const riding = step === 'upload' || step === 'image' ? parts.slice(1) : [undefined]
          return riding.flatMap((part) => probeDrafts(world, step, part).map(({ name }) => name))
        })
        const planned = own.filter(({ step }) => step !== 'closed').map((probe) => probeName(probe, controlOf(probe, workflow) ?? 'none'))
        expect([...sent].sort()).to.deep.equal([...planned].sort())
      })
    })

  it('send nothing above 5 MB to a target that is not on loopback', () => {
    const workflow = workflows.find(({ key }) => key === '10011')
    if (workflow === undefined) throw new Error('expected the contract to have 10011')
    const [first] = workflowParts(workflow)
    const names = probeDrafts(worldOf(workflow, { callbacks: false }), 'upload', first).map(({ name }) => name)
    expect(names).not.to.include('probe:upload:ID.FRONT/file-too-large')
    expect(names).to.include('probe:upload:ID.FRONT/file-too-wide')
  })
})
