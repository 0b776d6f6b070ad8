import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { SignatureGeneration } from '../platform/sign.ts'
import { readApps } from './cli-apps.ts'
import { Unusable } from './cli-unusable.ts'
import type { FlowLimit } from './flow-control.ts'
import { mischiefs, type Mischief } from './mischief.ts'
import { readStory, type Story } from './story.ts'
import { maxCallsPerSecond } from './traffic.ts'
import type { AppCredentials } from './world.ts'

export interface CliOptions {
  apps: readonly AppCredentials[]
  /** By app key; an app that is not here has nowhere to push to. */
  push: ReadonlyMap<string, string>
  port: number
  seed: number
  speed: number
  rate: number | null
  callsPerDay: number | undefined
  calls: number | undefined
  /** Real seconds after which it ends. */
  seconds: number | undefined
  bad: Mischief[]
  generation: SignatureGeneration
  flowControl: FlowLimit | undefined
  whitelist: readonly string[] | undefined
  lean: boolean
  carrySmsContent: boolean
  story: Story | undefined
}

/** One text for `npm run simulator -- --help`, which answers with nothing installed, and for the program itself. */
export const usage = readFileSync(new URL('../../scripts/simulator-help.txt', import.meta.url), 'utf8')

export const flags = {
  push: { type: 'string' },
  'app-key': { type: 'string' },
  'app-secret': { type: 'string' },
  mode: { type: 'string' },
  port: { type: 'string' },
  seed: { type: 'string' },
  speed: { type: 'string' },
  rate: { type: 'string' },
  'calls-per-day': { type: 'string' },
  'sms-content': { type: 'boolean' },
  story: { type: 'string' },
  bad: { type: 'string' },
  generation: { type: 'string' },
  'flow-control': { type: 'string' },
  whitelist: { type: 'string' },
  lean: { type: 'boolean' },
  calls: { type: 'string' },
  seconds: { type: 'string' },
  help: { type: 'boolean' },
} as const

/** @returns `help`, the options, or a sentence naming the argument and what is wrong with it */
export function readOptions(argv: readonly string[]): 'help' | CliOptions | { problem: string } {
  try {
    const { values } = parseArgs({ args: [...argv], options: flags, strict: true, allowPositionals: false })
    return values.help ? 'help' : check(values)
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'unusable arguments' }
  }
}

type Values = { [flag in keyof typeof flags]?: string | boolean }

function check(values: Values): CliOptions {
  const text = (flag: keyof typeof flags): string | undefined => (typeof values[flag] === 'string' ? values[flag] : undefined)
  const number = (flag: keyof typeof flags, least: number, most: number, whole: boolean): number | undefined => {
    const given = text(flag)
    if (given === undefined) return undefined
    const value = given.trim() === '' ? Number.NaN : Number(given)
    const fits = value >= least && value <= most && (!whole || Number.isInteger(value))
    if (!fits) throw new Unusable(`--${flag} must be a ${whole ? 'whole ' : ''}number from ${least} to ${most}`)
    return value
  }
  const generation = text('generation') ?? 'aksk'
  if (generation !== 'aksk' && generation !== 'wsse') throw new Unusable('--generation must be aksk or wsse')
  const seed = number('seed', 0, Number.MAX_SAFE_INTEGER, true) ?? 1
  return {
    ...readApps(seed, { modes: text('mode'), keys: text('app-key'), secrets: text('app-secret'), urls: text('push') }),
    port: number('port', 0, 65_535, true) ?? 0,
    seed,
    speed: number('speed', 0.01, 100_000, false) ?? 1,
    rate: number('rate', 0.001, maxCallsPerSecond, false) ?? null,
    callsPerDay: number('calls-per-day', 1, 10_000_000, true),
    calls: number('calls', 1, 1_000_000_000, true),
    seconds: number('seconds', 0.1, 100_000_000, false),
    bad: badOnes(text('bad')),
    generation,
    flowControl: flowLimit(text('flow-control')),
    whitelist: text('whitelist')?.split(','),
    lean: values.lean === true,
    carrySmsContent: values['sms-content'] === true,
    story: storyIn(text('story')),
  }
}

function storyIn(file: string | undefined): Story | undefined {
  if (file === undefined) return undefined
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new Unusable(`--story: ${file} cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown'})`)
  }
  const read = readStory(text)
  if ('faults' in read) throw new Unusable(`--story: ${file} is no story:\n${read.faults.join('\n')}`)
  return read.story
}

function flowLimit(given: string | undefined): FlowLimit | undefined {
  if (given === undefined) return undefined
  const [, requests, seconds] = /^([1-9]\d{0,8})\/([1-9]\d{0,5})$/.exec(given) ?? []
  if (requests === undefined || seconds === undefined) throw new Unusable('--flow-control must be N/S: N requests within S seconds')
  return { requests: Number(requests), perMs: Number(seconds) * 1_000 }
}

function badOnes(list: string | undefined): Mischief[] {
  const names = (list ?? '').split(',').filter((name) => name !== '')
  return names.map((name) => {
    const known = mischiefs.find((mischief) => mischief === name)
    if (known === undefined) throw new Unusable(`--bad takes ${mischiefs.join(', ')}, not "${name}"`)
    return known
  })
}
