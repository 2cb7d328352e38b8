import type { Workflow } from '../../contracts/workflow.ts'
import type { Client, Sent } from '../client.ts'
import { deleteDraft, startDraft, type World } from '../drafts.ts'
import type { Materials } from '../materials.ts'
import { plan } from '../plan.ts'
import type { Target } from '../target.ts'
import { isObject } from '../transcript.ts'
import { type Diagnosis, type Draft, diagnose } from './diagnosis.ts'

export interface Trial {
  readonly target: Target
  readonly client: Client
  readonly token: string
  readonly materials: Materials
  readonly runId: string
  readonly workflows: readonly Workflow[]
}

/** Starts each workflow once, to see which of them the tenant may start, and deletes what that made. */
export async function lookAtEntitlement(trial: Trial): Promise<readonly Diagnosis[]> {
  const { target, client, workflows } = trial
  const accounts: { readonly id: string; readonly world: World }[] = []
  const results: { readonly workflow: Workflow; readonly sent: Sent }[] = []
  const ordered = [...workflows].sort((one, other) => (one.start === other.start ? 0 : one.start === 'create' ? -1 : 1))
  for (const workflow of ordered) {
    const account = target.facemapAccount ?? accounts[0]?.id
    if (workflow.start === 'update' && account === undefined) continue
    const world = worldOf(trial, workflow, workflow.start === 'update' ? account : undefined)
    if (world === undefined) continue
    const sent = await client.send(startDraft(world))
    results.push({ workflow, sent })
    const made = isObject(sent.json) && isObject(sent.json.account) ? sent.json.account.id : undefined
    if (typeof made === 'string' && workflow.start === 'create') accounts.push({ id: made, world })
  }
  const left: string[] = []
  if (target.cleanup)
    for (const { id, world } of accounts) {
      const { exchange } = await client.send(deleteDraft('delete-account', { ...world, account: id }))
      if ((exchange.response?.status ?? 500) > 299) left.push(id)
    }
  const isAnyOpen = results.some(({ sent }) => statusOf(sent) < 300)
  return [
    ...results.map(({ workflow, sent }) => resultOf(workflow, sent, isAnyOpen)),
    ...webLinks(results),
    ...(left.length === 0
      ? []
      : [
          {
            id: 'left-behind',
            grade: 'warning' as const,
            subject: 'accounts',
            seen: `could not be deleted: ${left.join(', ')}`,
            why: 'They count as stored data.',
            advice: 'Delete them by hand.',
          },
        ]),
  ].map(diagnose)
}

const statusOf = (sent: Sent): number => sent.exchange.response?.status ?? 599

function worldOf({ target, token, materials, runId }: Trial, workflow: Workflow, account: string | undefined): World | undefined {
  const journey = plan({ workflows: [workflow], regions: [target.region], scenarios: ['documented'] })[0]
  return journey === undefined
    ? undefined
    : { workflow, journey, target, materials, runId, token, credentials: new Map(), ...(account === undefined ? {} : { account }) }
}

function resultOf(workflow: Workflow, sent: Sent, isAnyOpen: boolean): Draft {
  const status = statusOf(sent)
  const frame = { id: 'entitlement', subject: workflow.key }
  if (status < 300) return { ...frame, grade: 'ok', seen: 'may be started' }
  if (workflow.needsFacemap && [404, 400, 422, 409].includes(status))
    return {
      ...frame,
      grade: 'note',
      seen: `needs an account with a facemap (${status})`,
      why: 'It authenticates a face that is on file.',
      advice: 'Give one with --facemap-account, or let the run make one.',
    }
  if (status === 403) {
    const names = workflow.prerequisites.map(({ name }) => name).join('; ')
    return {
      ...frame,
      grade: 'error',
      seen: `is refused with 403${isAnyOpen ? ' while others may be started: it is not enabled for this tenant' : ', as everything is'}`,
      why: names === '' ? 'The tenant may not start it.' : `It needs: ${names}.`,
      advice:
        names === ''
          ? 'Ask for its activation, or leave it out with --workflow.'
          : `Ask for the activation of: ${names}; or leave it out with --workflow.`,
    }
  }
  return {
    ...frame,
    grade: 'error',
    seen: `the documented start request is answered ${sent.exchange.response?.status ?? sent.exchange.failure?.message}`,
    why: 'The journey cannot begin.',
    advice: `Look at it with: kyx-conformance run -w ${workflow.key} --scenario documented -v`,
  }
}

function webLinks(results: readonly { readonly workflow: Workflow; readonly sent: Sent }[]): readonly Draft[] {
  const lacking = results.filter(({ workflow, sent }) => {
    const isWeb = workflow.credentials.some(({ channels }) => channels.includes('WEB'))
    return isWeb && statusOf(sent) < 300 && isObject(sent.json) && !(isObject(sent.json.web) && typeof sent.json.web.href === 'string')
  })
  return lacking.length === 0
    ? []
    : [
        {
          id: 'web-href-missing',
          grade: 'warning',
          subject: lacking.map(({ workflow }) => workflow.key).join(', '),
          seen: 'WEB is a channel, and the answer has no web.href',
        },
      ]
}
