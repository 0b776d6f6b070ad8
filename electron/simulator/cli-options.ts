import { parseArgs } from 'node:util'
import { AppKey, AppSecret, BaseUrl } from '../../shared/domain/platform-app.ts'
import type { SignatureGeneration } from '../platform/sign.ts'
import { mischiefs, type Mischief } from './mischief.ts'
import { maxCallsPerSecond } from './traffic.ts'
import { completeCredentials, type AppCredentials } from './world.ts'

export interface CliOptions {
  push: string | null
  app: AppCredentials
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
}

export const usage = `Plays the platform: its AXB API, and signed pushes of a seeded day of calls to your server.

Usage: npm run --silent simulator -- [options]

  --push URL            where call events and CDRs go; without it only the API is served
  --app-key K           your app key (default: made from the seed)
  --app-secret S        its secret (default: made from the seed)
  --mode AXB            the app's mode; AXB is the only one so far
  --port N              port of the API on 127.0.0.1 (default: any free one)
  --seed N              same seed, same day (default: 1)
  --speed N             simulated seconds per real second (default: 1)
  --rate CALLS_PER_S    fixed number of calls per simulated second (default: a day curve)
  --calls-per-day N     scale of the day curve (default: 20000)
  --bad LIST            any of ${mischiefs.join(',')}
  --generation G        aksk or wsse (default: aksk)
  --calls N             end after N calls and their pushes
  --seconds N           end after N real seconds
  --help                this text

On standard output one JSON line when ready: {"api":"http://127.0.0.1:PORT","apps":[{"mode","appKey","appSecret"}]}.
Problems go to standard error, phone numbers masked. SIGTERM or SIGINT ends it.
`

const flags = {
  push: { type: 'string' },
  'app-key': { type: 'string' },
  'app-secret': { type: 'string' },
  mode: { type: 'string' },
  port: { type: 'string' },
  seed: { type: 'string' },
  speed: { type: 'string' },
  rate: { type: 'string' },
  'calls-per-day': { type: 'string' },
  bad: { type: 'string' },
  generation: { type: 'string' },
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

class Unusable extends Error {}

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
  const push = text('push') ?? null
  if (push !== null && !BaseUrl.safeParse(push).success) throw new Unusable('--push must be an http or https URL')
  if ((text('mode') ?? 'AXB') !== 'AXB') throw new Unusable('--mode must be AXB: other modes are not simulated yet')
  const generation = text('generation') ?? 'aksk'
  if (generation !== 'aksk' && generation !== 'wsse') throw new Unusable('--generation must be aksk or wsse')
  const seed = number('seed', 0, Number.MAX_SAFE_INTEGER, true) ?? 1
  return {
    push,
    app: credentials(seed, text('app-key'), text('app-secret')),
    port: number('port', 0, 65_535, true) ?? 0,
    seed,
    speed: number('speed', 0.01, 100_000, false) ?? 1,
    rate: number('rate', 0.001, maxCallsPerSecond, false) ?? null,
    callsPerDay: number('calls-per-day', 1, 10_000_000, true),
    calls: number('calls', 1, 1_000_000_000, true),
    seconds: number('seconds', 0.1, 100_000_000, false),
    bad: badOnes(text('bad')),
    generation,
  }
}

function credentials(seed: number, appKey: string | undefined, appSecret: string | undefined): AppCredentials {
  if (appKey !== undefined && !AppKey.safeParse(appKey).success)
    throw new Unusable('--app-key must be 1-128 visible characters without blanks')
  if (appSecret !== undefined && !AppSecret.safeParse(appSecret).success) {
    throw new Unusable('--app-secret must be 1-256 visible characters without blanks')
  }
  return completeCredentials(seed, { mode: 'AXB', ...(appKey !== undefined && { appKey }), ...(appSecret !== undefined && { appSecret }) })
}

function badOnes(list: string | undefined): Mischief[] {
  const names = (list ?? '').split(',').filter((name) => name !== '')
  return names.map((name) => {
    const known = mischiefs.find((mischief) => mischief === name)
    if (known === undefined) throw new Unusable(`--bad takes ${mischiefs.join(', ')}, not "${name}"`)
    return known
  })
}
