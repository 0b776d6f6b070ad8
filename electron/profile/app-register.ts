import { AppError } from '../../shared/errors.ts'
import { Answers, ApiSettings, type PlatformApp } from '../../shared/domain/platform-app.ts'
import type { NewApp } from '../../shared/ipc/system.ts'
import type { AppChange } from '../store/platform-apps.ts'
import type { Database } from './database.ts'
import type { SecretVault, Secrets } from './secrets.ts'

/** One secret in use, one while it is being rotated. */
const maxSecrets = 2

/** Without answers or API settings it has the defaults. */
export interface NewPlatformApp extends Omit<NewApp, 'secret' | 'answers' | 'api'>, Partial<Pick<NewApp, 'answers' | 'api'>> {
  secrets: readonly string[]
}

/** What is left out stays as it is, parts of the answers too. */
export interface AppUpdate extends Partial<Omit<AppChange, 'id' | 'answers'>> {
  id: number
  answers?: Partial<Answers>
}

/** The platform apps of an open profile with the secrets at hand: what the receiver looks up for every push, so all in memory. */
export interface AppRegister {
  list: () => PlatformApp[]
  /** @throws AppError `not-found` */
  get: (id: number) => PlatformApp
  ofPath: (pathToken: string) => PlatformApp | null
  secretsOf: (id: number) => readonly string[]
  /** What has to happen before every app has a secret; null when all have. */
  locked: () => 'passphrase' | 'secrets' | null
  /** @throws AppError `conflict` when the app key is known */
  add: (app: NewPlatformApp) => Promise<PlatformApp>
  update: (app: AppUpdate) => Promise<PlatformApp>
  setSecret: (id: number, secret: string, how: 'add' | 'replace') => Promise<void>
  unlock: (passphrase: string) => Promise<void>
}

interface RegisterOptions {
  database: Database
  vault: SecretVault
  /** Whether a passphrase is what opens the vault. */
  byPassphrase: boolean
  now: () => number
  randomToken: () => string
  /** After any change to an app or a secret. */
  onChange: () => void
}

export async function openAppRegister({
  database,
  vault,
  byPassphrase,
  now,
  randomToken,
  onChange,
}: RegisterOptions): Promise<AppRegister> {
  const apps = new Map<number, PlatformApp>()
  const byPath = new Map<string, PlatformApp>()
  let secrets = new Map<string, readonly string[]>()
  let turn: Promise<unknown> = Promise.resolve()

  /** One change at a time: of two that start from the same secrets, the later would undo the earlier. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work).then((value) => {
      onChange()
      return value
    })
    turn = result.catch(() => {})
    return result
  }

  const put = (app: PlatformApp) => {
    apps.set(app.id, app)
    byPath.set(app.pathToken, app)
    return app
  }
  for (const app of await database.ask('apps', null)) put(app)
  secrets = new Map(Object.entries((await vault.load()) ?? {}))

  const get = (id: number) => {
    const app = apps.get(id)
    if (!app) throw new AppError('not-found', 'there is no such platform app')
    return app
  }
  const keep = async (next: Map<string, readonly string[]>) => {
    await vault.save(Object.fromEntries(next) satisfies Secrets)
    secrets = next
  }

  return {
    list: () => [...apps.values()],
    get,
    ofPath: (pathToken) => byPath.get(pathToken) ?? null,
    secretsOf: (id) => secrets.get(apps.get(id)?.appKey ?? '') ?? [],
    locked() {
      if ([...apps.values()].every(({ appKey }) => secrets.has(appKey))) return null
      return byPassphrase && secrets.size === 0 ? 'passphrase' : 'secrets'
    },
    add: ({ secrets: own, ...app }) =>
      inTurn(async () => {
        if ([...apps.values()].some(({ appKey }) => appKey === app.appKey)) {
          throw new AppError('conflict', 'an app with this key is in the profile', { details: { reason: 'app-key-known', path: 'appKey' } })
        }
        await keep(new Map(secrets).set(app.appKey, own))
        const { answers = Answers.parse({}), api = ApiSettings.parse({}), ...rest } = app
        return put(await database.write('addApp', { ...rest, answers, api, pathToken: randomToken(), createdAt: now() }))
      }),
    update: ({ id, answers, ...changes }) =>
      inTurn(async () => {
        const before = get(id)
        const after: PlatformApp = { ...before, ...changes, answers: { ...before.answers, ...answers } }
        await database.write('updateApp', after)
        return put(after)
      }),
    setSecret: (id, secret, how) =>
      inTurn(async () => {
        const { appKey } = get(id)
        const others = how === 'add' ? (secrets.get(appKey) ?? []).filter((known) => known !== secret) : []
        await keep(new Map(secrets).set(appKey, [secret, ...others].slice(0, maxSecrets)))
      }),
    unlock: (passphrase) =>
      inTurn(async () => {
        secrets = new Map(Object.entries(await vault.unlock(passphrase)))
      }),
  }
}
