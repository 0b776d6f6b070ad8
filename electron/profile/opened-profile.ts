import { randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { toErrorInfo } from '../../shared/errors.ts'
import type { Profile } from '../../shared/domain/profile.ts'
import type { Answers, PlatformApp } from '../../shared/domain/platform-app.ts'
import { maskNumber } from '../../shared/domain/phone-number.ts'
import type { AppRow, OpenProfile, StatusView, Topic } from '../../shared/ipc/system.ts'
import type { ReceiverSettings } from '../../shared/settings.ts'
import { proxyOfEnvironment, type SystemProxy } from '../platform/client-proxy.ts'
import { openPoller, type Poller } from '../sources/poller/poller.ts'
import { createNonceMemory } from '../sources/receiver/nonces.ts'
import { createQuestionDesk } from '../sources/receiver/questions.ts'
import { pushPath, type ReceiverPorts } from '../sources/receiver/receiver.ts'
import { lockProfile } from '../store/profile-lock.ts'
import type { RunMark } from '../store/run-marks.ts'
import { openAppRegister, type AppRegister } from './app-register.ts'
import { openDatabase, type Database } from './database.ts'
import { openNumberTables, type NumberTables } from './number-tables.ts'
import { createPlatformApis, type PlatformApis } from './platform-apis.ts'
import { databaseFile } from './profile-folders.ts'
import { openReception, type Reception } from './reception.ts'
import { createRejectKeeper } from './reject-keeper.ts'
import { rereadUnsupported } from './reread.ts'
import { reverify } from './reverify.ts'
import type { SecretVault } from './secrets.ts'
import type { Timers } from './timers.ts'

/** How far back replay is checked after a restart. */
const noncesAtStart = 50_000

export interface ProfileOptions {
  folder: string
  profile: Profile
  vault: SecretVault
  /** Instead of those kept in the profile: headless and demo say themselves where they listen. */
  receiver?: ReceiverSettings
  timers: Timers
  randomToken: () => string
  /** What the system says now how its network is left; what the environment variables say unless given. */
  systemProxy?: () => SystemProxy
  /**
   * Runs when all that can fail has been done and the receiver does not listen yet: time for another profile to give up its port.
   * Where it throws, the profile is closed again.
   */
  beforeListening?: (parts: { database: Database; apps: AppRegister }) => Promise<void>
  /** Something on a screen may have changed. */
  news: (...topics: Topic[]) => void
  /** One line, already masked. */
  log: (line: string) => void
  onDeath: (thrown: unknown) => void
}

/** A profile that is open: its database, its apps, its receiver. One at a time. */
export interface OpenedProfile {
  readonly profile: Profile
  readonly database: Database
  readonly apps: AppRegister
  readonly reception: Reception
  readonly numberTables: NumberTables
  readonly platformApis: PlatformApis
  readonly poller: Poller
  view: () => OpenProfile
  appRow: (app: PlatformApp) => Promise<AppRow>
  appRows: () => Promise<AppRow[]>
  pushUrl: (app: PlatformApp) => string | null
  /** Takes in kept refused pushes whose signature holds now. */
  reverify: (app: PlatformApp) => Promise<{ accepted: number; stillRefused: number }>
  /** The same for every app, after secrets came to hand. Never rejects: what cannot be taken in now stays kept. */
  reverifyAll: () => Promise<void>
  status: () => Promise<Omit<StatusView, 'simulator'>>
  /** Never rejects: a disk too full for a mark must neither keep a profile closed nor leave it open. */
  mark: (mark: RunMark) => Promise<void>
  close: () => Promise<void>
}

/** @throws AppError `conflict` (in use elsewhere), `storage` */
export async function openProfile(options: ProfileOptions): Promise<OpenedProfile> {
  const unlock = lockProfile(options.folder)
  const file = join(options.folder, databaseFile)
  try {
    const database = await openDatabase(file, {
      onStored: ({ changed }) => options.news('deliveries', ...changed),
      onWritable: (writable) => {
        options.log(writable ? 'the database takes writes again' : 'the database cannot be written; pushes are answered 503')
        options.news('status')
      },
      onDeath: options.onDeath,
    })
    try {
      return await assemble(options, database, file, unlock)
    } catch (thrown) {
      await database.close()
      throw thrown
    }
  } catch (thrown) {
    unlock()
    throw thrown
  }
}

async function assemble(options: ProfileOptions, database: Database, file: string, unlock: () => void): Promise<OpenedProfile> {
  const { profile, vault, timers, news, log } = options
  const { now } = timers
  const mark = async (what: RunMark) => {
    await database
      .write('mark', { at: now(), mark: what })
      .catch((thrown: unknown) => log(`the mark "${what}" could not be kept: ${toErrorInfo(thrown).message}`))
  }
  await mark('start')
  const byPassphrase = profile.keeping === 'passphrase'
  let onAppsChange = () => {}
  const { randomToken } = options
  const apps = await openAppRegister({ database, vault, byPassphrase, now, randomToken, onChange: () => onAppsChange() })
  const nonces = createNonceMemory()
  for (const { appId, nonce, identity } of await database.ask('nonces', noncesAtStart)) nonces.isReplay(appId, nonce, identity)

  await options.beforeListening?.({ database, apps })
  const settings = options.receiver ?? (await database.ask('receiverSettings', null))
  const rejects = createRejectKeeper<Parameters<ReceiverPorts['reject']>[0]>(async (list) => {
    await database.write('reject', list)
    news('deliveries')
  }, log)
  const { store } = database
  const questions = createQuestionDesk({ store, after: timers.after, onChange: () => news('status'), log })
  const receiverPorts = { now, appOf: apps.ofPath, secretsOf: apps.secretsOf, nonces, store, questions, reject: rejects.keep }
  const reception = await openReception(settings, receiverPorts, { after: timers.after, onChange: () => news('status', 'apps') })
  const platformApis = createPlatformApis({
    apps,
    timers,
    random: Math.random,
    // Signatures want letters and digits only (api.md §1.1).
    nonce: () => randomUUID().replaceAll('-', ''),
    systemProxy: options.systemProxy ?? (() => proxyOfEnvironment(process.env)),
    onHealth: () => news('status', 'bindings'),
    keptShutOuts: await database.ask('shutOuts', null),
    keepShutOuts: (shutOuts) =>
      void database
        .write('putShutOuts', shutOuts)
        .catch((thrown: unknown) => log(`that the platform shut us out could not be kept: ${toErrorInfo(thrown).message}`)),
  })
  const poller = await openPoller({
    ...timers,
    random: Math.random,
    apps: apps.list,
    apiOf: platformApis.of,
    lastRuns: () => database.ask('lastPollRuns', null),
    closeRuns: (at) => database.write('closeOpenPollRuns', { at }),
    beginRun: (run) => database.write('beginPollRun', run),
    endRun: (end) => database.write('endPollRun', end),
    targets: (input) => database.askLong('pollTargets', input),
    standingOfX: (input) => database.ask('standingOfX', input),
    observe: (observations) => database.write('observe', observations),
    news,
    log,
  })
  onAppsChange = poller.refresh

  const pushUrl = (app: PlatformApp) => {
    const { url, settings: current } = reception.state()
    const base = current.publicUrl ?? url
    return base === null ? null : `${base.replace(/\/+$/, '')}${pushPath(app.pathToken)}`
  }

  const rowOf = async (app: PlatformApp, pushes: readonly { appId: number; lastAt: number }[]): Promise<AppRow> => {
    const refused = await database.ask('countRefusals', app.id)
    const { id, name, mode, appKey, baseUrl, signature, api, createdAt } = app
    return {
      id,
      name,
      mode,
      appKey,
      baseUrl,
      signature,
      api,
      answers: answersRow(app.answers),
      createdAt,
      pushUrl: pushUrl(app),
      secrets: apps.secretsOf(app.id).length,
      lastPushAt: pushes.find(({ appId }) => appId === app.id)?.lastAt ?? null,
      refused,
    }
  }

  let closing = false
  // Beside receiving: after an upgrade there may be months of them.
  const rereading = rereadUnsupported(database, () => closing).then(
    (reread) => {
      if (reread === 0) return
      log(`${reread} pushes that an earlier version could not read were taken in`)
      news('apps', 'calls', 'numbers', 'sms', 'deliveries')
    },
    (thrown: unknown) => log(`pushes of an earlier version could not be read again: ${toErrorInfo(thrown).message}`),
  )

  const reverifyOne = (app: PlatformApp) => reverify(database, app, apps.secretsOf(app.id), nonces)

  return {
    profile,
    database,
    apps,
    reception,
    numberTables: openNumberTables({ database, apps, timers, news }),
    platformApis,
    poller,
    pushUrl,
    mark,
    view: () => ({ ...profile, locked: apps.locked(), folder: options.folder }),
    reverify: reverifyOne,
    async reverifyAll() {
      try {
        let accepted = 0
        for (const app of apps.list()) accepted += (await reverifyOne(app)).accepted
        if (accepted === 0) return
        log(`${accepted} pushes refused before were taken in`)
        news('apps', 'calls', 'numbers', 'sms', 'deliveries')
      } catch (thrown) {
        log(`refused pushes could not be looked at again: ${toErrorInfo(thrown).message}`)
      }
    },
    async appRow(app) {
      return rowOf(app, await database.ask('lastPushes', null))
    },
    async appRows() {
      const pushes = await database.ask('lastPushes', null)
      return Promise.all(apps.list().map((app) => rowOf(app, pushes)))
    },
    async status() {
      const at = now()
      const [today, pushes, latenessMs] = await Promise.all([
        database.ask('deliveryDay', { now: at }),
        database.ask('lastPushes', null),
        database.ask('latenessMs', null),
      ])
      const lastPushAt = pushes.length === 0 ? null : Math.max(...pushes.map(({ lastAt }) => lastAt))
      return {
        at,
        receiver: reception.state(),
        database: { state: database.writable() ? 'ok' : 'not-writable', waiting: reception.waiting(), bytes: sizeOf(file) },
        lastPushAt,
        today,
        latenessMs,
        api: platformApis.status(),
        poller: poller.status(),
        questions: questions.counts(),
      }
    },
    async close() {
      closing = true
      try {
        await poller.stop()
        await platformApis.close()
        await reception.close()
        await Promise.all([questions.close(), rejects.close()])
        await rereading
        await mark('stop')
        await database.close()
      } finally {
        unlock()
      }
    },
  }
}

function answersRow({ call, sms }: Answers): AppRow['answers'] {
  return { call: call.operation, callee: call.operation === 'connect' ? maskNumber(call.calleeNumber) : null, sms }
}

function sizeOf(file: string): number {
  return [file, `${file}-wal`].reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0)
}
