import { withoutLogin } from '../suites/usage.ts'
import { isSecretName } from './file-value.ts'
import { type Effective, type Environment, secretVariables, secretVariablesIn } from './settings.ts'

/** What holds, and where it comes from. Secrets are told as set or not set. */
export function printSettings(settings: readonly Effective[], env: Environment, form: 'text' | 'json'): string {
  const shown = settings.filter(({ key }) => key !== 'config' && key !== 'printConfig')
  const options = shown.map((each) => ({ key: each.key, value: safe(each), origin: each.origin }))
  const secrets = secretsOf(env)
  if (form === 'json') {
    const rows = options.map(({ key, value, origin }) => [
      key,
      { value: value ?? null, from: origin.from, ...(origin.name === '' ? {} : { at: origin.name }) },
    ])
    return `${JSON.stringify({ options: Object.fromEntries(rows), secrets }, undefined, 2)}\n`
  }
  const rows = [
    ...options.map(
      ({ key, value, origin }) =>
        [key, textOf(value), origin.from === 'default' ? 'default' : origin.name.replace(/: [^:]*$/, '')] as const,
    ),
    ...Object.entries(secrets).map(([name, state]) => [name, state, 'environment'] as const),
  ]
  const width = (index: 0 | 1) => Math.max(...rows.map((row) => row[index].length))
  return rows.map(([name, value, origin]) => `${name.padEnd(width(0))}  ${value.padEnd(width(1))}  ${origin}\n`).join('')
}

function safe({ key, value }: Effective): unknown {
  const hide = (text: string) => {
    const [name = ''] = text.split(':')
    return key === 'header' && isSecretName(name) ? `${name}: set` : withoutLogin(text)
  }
  return Array.isArray(value) ? value.map((each) => hide(String(each))) : typeof value === 'string' ? hide(value) : value
}

function textOf(value: unknown): string {
  return value === undefined ? '-' : Array.isArray(value) ? value.join(', ') : String(value)
}

function secretsOf(env: Environment): Readonly<Record<string, 'set' | 'not set'>> {
  const names = new Set([...secretVariables, ...secretVariablesIn(env)])
  return Object.fromEntries([...names].map((name) => [name, env[name] ? 'set' : 'not set']))
}
