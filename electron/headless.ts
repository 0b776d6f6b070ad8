import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { AppError, toErrorInfo } from '../shared/errors.ts'
import { maskText } from '../shared/domain/phone-number.ts'
import type { Profile } from '../shared/domain/profile.ts'
import { Answers, ApiSettings, AppKey, AppSecret, BaseUrl, defaultBaseUrl, Mode, SignaturePolicy } from '../shared/domain/platform-app.ts'
import { ReceiverSettings } from '../shared/settings.ts'
import { openProfile, type OpenedProfile } from './profile/opened-profile.ts'
import { createProfile, databaseFile, readProfile } from './profile/profile-folders.ts'
import type { SecretVault } from './profile/secrets.ts'
import { systemTimers } from './profile/timers.ts'

/** The same backend without Electron: receives on a server what a desktop behind NAT cannot. */

const usage = `Usage: npm run --silent headless -- --config FILE

FILE is JSON: {"profile":"<folder>","receiver":{"host":"127.0.0.1","port":18080},
 "apps":[{"name":"shop","mode":"AXB","appKey":"…","appSecret":"…","baseUrl":"https://…"}]}
An app may have "answers", what questions of the platform are answered: {"call":{"operation":"close"}} or
 {"call":{"operation":"connect","calleeNumber":"…"}}, {"sms":"discard"} or {"sms":"forward"}; and "api", how the API is called.
Prints one JSON line when ready: {"receiver":…,"database":…,"pid":…,"urls":[{"appKey","url"}]}.
SIGTERM or Ctrl-C ends it; everything acknowledged is on disk.
`

const Config = z.strictObject({
  /** Folder of the profile; made where there is none. Relative to the config file. */
  profile: z.string().min(1).max(4096),
  receiver: ReceiverSettings.prefault({}),
  apps: z
    .array(
      z.strictObject({
        name: z.string().trim().min(1).max(60),
        mode: Mode,
        appKey: AppKey,
        appSecret: z.union([AppSecret, z.array(AppSecret).min(1).max(2)]),
        baseUrl: BaseUrl.default(defaultBaseUrl),
        signature: SignaturePolicy.default('required'),
        answers: z.strictObject(Answers.shape).prefault({}),
        api: z.strictObject(ApiSettings.shape).prefault({}),
      }),
    )
    .min(1)
    .max(200)
    .refine((apps) => new Set(apps.map(({ appKey }) => appKey)).size === apps.length, { message: 'two apps have the same appKey' }),
})
type Config = z.infer<typeof Config>

/** A configuration nobody can run: exit code 2, so that a service manager does not try again for ever. */
const unusable = 2

const log = (line: string) => void process.stderr.write(`${maskText(line)}\n`)

function fail(message: string, code: number): never {
  log(message)
  process.exit(code)
}

function readConfig(file: string): Config {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(file, 'utf8'))
  } catch (thrown) {
    // The parser's own message quotes the text around the fault, which may be a secret.
    return fail(thrown instanceof SyntaxError ? 'config: is not JSON' : 'config: the file cannot be read', unusable)
  }
  const parsed = Config.safeParse(json)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ path, message }) => `config: ${path.map(String).join('.') || '(whole file)'}: ${message}`)
  return fail(faults.join('\n'), unusable)
}

/** The secrets stand in the config file, in the care of whoever runs the server. */
function configVault(config: Config): SecretVault {
  const secrets = Object.fromEntries(config.apps.map(({ appKey, appSecret }) => [appKey, [appSecret].flat()]))
  return {
    load: async () => secrets,
    unlock: async () => secrets,
    save: async () => {},
  }
}

function makeFolder(folder: string, profile: Profile): void {
  try {
    createProfile(folder, profile)
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    throw new AppError('conflict', `profile: the folder cannot be made (${reason})`, { cause })
  }
}

async function open(config: Config, folder: string): Promise<OpenedProfile> {
  const known = readProfile(folder)
  if (known?.kind === 'demo') throw new AppError('conflict', 'this folder holds a demo profile; demo and real never mix')
  const profile = known ?? {
    id: basename(folder),
    name: basename(folder),
    kind: 'real' as const,
    keeping: 'ask' as const,
    createdAt: systemTimers.now(),
  }
  if (known === null) makeFolder(folder, profile)
  const opened = await openProfile({
    folder,
    profile,
    vault: configVault(config),
    receiver: config.receiver,
    timers: systemTimers,
    randomToken: () => randomBytes(16).toString('base64url'),
    news: () => {},
    log,
    onDeath: (thrown) => fail(`fatal: ${toErrorInfo(thrown).message}`, 1),
  })
  for (const { appSecret, ...app } of config.apps) {
    const same = opened.apps.list().find(({ appKey }) => appKey === app.appKey)
    if (same === undefined) await opened.apps.add({ ...app, secrets: [appSecret].flat() })
    else if (same.mode === app.mode)
      await opened.apps.update({
        id: same.id,
        name: app.name,
        baseUrl: app.baseUrl,
        signature: app.signature,
        answers: app.answers,
        api: app.api,
      })
    else
      throw new AppError(
        'conflict',
        `apps: an app has mode ${same.mode} in the profile but ${app.mode} in the config; a mode never changes`,
      )
  }
  const { state, error } = opened.reception.state()
  if (state === 'listening') return opened
  await opened.close()
  const freePort = error?.details?.['freePort']
  throw new AppError('conflict', `receiver: ${error?.message}${freePort === undefined ? '' : `; port ${freePort} is free`}`)
}

function readArguments(): string {
  try {
    const { values } = parseArgs({ options: { config: { type: 'string' }, help: { type: 'boolean', short: 'h' } } })
    if (values.help) {
      process.stdout.write(usage)
      process.exit(0)
    }
    return values.config ?? fail(`--config is missing\n\n${usage}`, unusable)
  } catch (thrown) {
    return fail(`${thrown instanceof Error ? thrown.message : 'arguments not understood'}\n\n${usage}`, unusable)
  }
}

/** What nobody caught: the stack may quote anything, so it is masked like every other line. */
function die(thrown: unknown): never {
  return fail(`fatal: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`, 1)
}
process.on('uncaughtException', die)
process.on('unhandledRejection', die)

const configFile = resolve(readArguments())
const config = readConfig(configFile)
const folder = resolve(dirname(configFile), config.profile)

const opened = await open(config, folder).catch((thrown: unknown) => {
  const { code, message } = toErrorInfo(thrown)
  return fail(`config: ${message}`, code === 'internal' ? 1 : unusable)
})

let ending = false
function end(): void {
  if (ending) return
  ending = true
  void opened.close().then(() => process.exit(0), die)
}
process.on('SIGTERM', end)
process.on('SIGINT', end)
// The starting script holds the other end of this channel where there is one: when it goes, so do we.
process.on('disconnect', end)

const urls = opened.apps.list().flatMap((app) => {
  const url = opened.pushUrl(app)
  return url === null || !config.apps.some(({ appKey }) => appKey === app.appKey) ? [] : [{ appKey: app.appKey, url }]
})
const ready = { receiver: opened.reception.state().url, database: join(folder, databaseFile), pid: process.pid, urls }
process.stdout.write(`${JSON.stringify(ready)}\n`)
// A secret put right in the config file makes right what was refused for it; pushes are received meanwhile.
await opened.reverifyAll()
