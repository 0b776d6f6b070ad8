import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { AppError, toErrorInfo } from '../../shared/errors.ts'
import { Profile } from '../../shared/domain/profile.ts'
import type { ConnectAccount, ProfilesView, Topic, UnlockProfile } from '../../shared/ipc/system.ts'
import type { Held } from '../ipc/backend-messages.ts'
import type { Demo } from './demo.ts'
import { openProfile, type OpenedProfile, type ProfileOptions } from './opened-profile.ts'
import { createProfile, listProfiles, readProfile } from './profile-folders.ts'
import { openVault, type OsCipher, type SecretVault, type VaultMemory } from './secrets.ts'
import type { Timers } from './timers.ts'

export interface DeskOptions extends Pick<ProfileOptions, 'systemProxy'> {
  /** The folder the profiles lie in. */
  root: string
  mayConnect: boolean
  /** Null where the OS keeps no secrets. */
  osCipher: OsCipher | null
  /** What unlocked the profile that was open when the backend crashed. */
  held: Held | null
  /** Remembers across a crash what unlocked the open profile; null forgets it. */
  hold: (held: Held | null) => void
  timers: Timers
  randomToken: () => string
  news: (...topics: Topic[]) => void
  log: (line: string) => void
  onDeath: (thrown: unknown) => void
  /** Remembered for the next start. */
  onOpened: (profileId: string | null) => void
  /** Loaded only when a demo profile opens. */
  startDemo: (opened: OpenedProfile) => Promise<Demo>
}

/** Which profile is open: one at a time, and one change at a time. */
export interface Desk {
  view: () => ProfilesView
  /** @throws AppError `conflict` with reason `no-profile` when none is open */
  opened: () => OpenedProfile
  current: () => OpenedProfile | null
  demo: () => Demo | null
  /** @throws AppError `not-found`, `conflict` (in use elsewhere), `restricted` (a real one in a stand-in runtime) */
  open: (id: string) => Promise<OpenedProfile>
  /** Makes the demo profile where there is none, opens it and lets the simulator play. */
  openDemo: () => Promise<OpenedProfile>
  connect: (input: z.output<typeof ConnectAccount>) => Promise<OpenedProfile>
  unlock: (input: z.output<typeof UnlockProfile>) => Promise<OpenedProfile>
  close: () => Promise<void>
}

const demoId = 'demo'

export function createDesk(options: DeskOptions): Desk {
  let current: OpenedProfile | null = null
  let demo: Demo | null = null
  let { held } = options
  let turn: Promise<unknown> = Promise.resolve()

  /** Opening and closing wait for each other: two at once could leave two receivers on one port. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = turn.then(work, work)
    turn = result.catch(() => {})
    return result
  }

  async function closeCurrent(): Promise<void> {
    const old = current
    const oldDemo = demo
    current = null
    demo = null
    try {
      await oldDemo?.stop()
    } finally {
      await old?.close()
    }
  }

  function hold(next: Held | null): void {
    held = next
    options.hold(next)
  }

  function memoryOf(profileId: string): VaultMemory {
    return { held: held?.profileId === profileId ? held.text : null, hold: (text) => hold({ profileId, text }) }
  }

  async function closeNow(): Promise<void> {
    try {
      await closeCurrent()
    } finally {
      hold(null)
      options.onOpened(null)
      options.news('profile', 'apps', 'calls', 'deliveries', 'status')
    }
  }

  /**
   * The profile that is open goes on receiving until the other is open but for its receiver, which may want the same port: where the
   * other cannot be opened nothing has changed.
   */
  async function openFolder(
    profile: Profile,
    vault: SecretVault,
    { receiver, beforeListening }: Pick<ProfileOptions, 'receiver' | 'beforeListening'> = {},
  ): Promise<OpenedProfile> {
    if (profile.kind === 'real') refuseStandIn()
    if (current?.profile.id === profile.id) return current
    const heldBefore = held
    try {
      const opened = await openProfile({
        ...options,
        folder: join(options.root, profile.id),
        profile,
        vault,
        ...(receiver && { receiver }),
        beforeListening: async (parts) => {
          await beforeListening?.(parts)
          // Past this point nobody turns back, so a profile that ends badly is only told of.
          await closeCurrent().catch((thrown: unknown) => options.log(`a profile did not close well: ${toErrorInfo(thrown).message}`))
        },
      })
      current = opened
      if (held?.profileId !== profile.id) hold(null)
      options.onOpened(profile.id)
      return opened
    } catch (thrown) {
      if (held !== heldBefore) hold(heldBefore)
      throw thrown
    } finally {
      options.news('profile', 'apps', 'calls', 'deliveries', 'status')
    }
  }

  /** A stand-in runtime is long past its end of life: it must not hold a real account. */
  function refuseStandIn(): void {
    if (options.mayConnect) return
    throw new AppError('restricted', 'this stand-in runtime may not hold a real account', { details: { reason: 'stand-in' } })
  }

  async function openDemo(): Promise<OpenedProfile> {
    const known = readProfile(join(options.root, demoId))
    const profile: Profile = known ?? { id: demoId, name: 'Demo', kind: 'demo', keeping: 'ask', createdAt: options.timers.now() }
    if (known === null) createProfile(join(options.root, demoId), profile)
    const opened = await openFolder(profile, openVault('', 'ask', null), {
      receiver: { host: '127.0.0.1', port: 0, tls: null, publicUrl: null },
    })
    try {
      demo ??= await options.startDemo(opened)
      return opened
    } finally {
      options.news('profile', 'apps', 'status')
    }
  }

  async function openKnown(id: string): Promise<OpenedProfile> {
    const profile = listProfiles(options.root).find((candidate) => candidate.id === id)
    if (!profile) throw new AppError('not-found', 'there is no such profile')
    if (profile.kind === 'demo') return openDemo()
    return openFolder(profile, openVault(join(options.root, id), profile.keeping, options.osCipher, null, memoryOf(id)))
  }

  async function connect({ name, keeping, passphrase, app, receiver }: z.output<typeof ConnectAccount>): Promise<OpenedProfile> {
    refuseStandIn()
    if (keeping === 'os' && options.osCipher === null) {
      throw new AppError('credentials', 'the operating system keeps no secrets here', {
        details: { reason: 'no-os-store', path: 'keeping' },
      })
    }
    const profile: Profile = {
      id: freeId(options.root, name, options.randomToken),
      name,
      kind: 'real',
      keeping,
      createdAt: options.timers.now(),
    }
    const folder = join(options.root, profile.id)
    const { secret, ...rest } = app
    try {
      createProfile(folder, profile)
      // A taken port must not undo the account: the receiver's state says so, the strip and the settings page explain it and offer a
      // free one.
      return await openFolder(profile, openVault(folder, keeping, options.osCipher, passphrase, memoryOf(profile.id)), {
        async beforeListening({ database, apps }) {
          await apps.add({ ...rest, secrets: [secret] })
          await database.write('putReceiverSettings', receiver)
        },
      })
    } catch (thrown) {
      // Secrets that cannot be kept leave no half account behind; what was typed is still in the form.
      rmSync(folder, { recursive: true, force: true })
      throw thrown
    }
  }

  async function unlock(input: z.output<typeof UnlockProfile>): Promise<OpenedProfile> {
    const opened = openedNow()
    if (input.with === 'passphrase') await opened.apps.unlock(input.passphrase)
    else for (const { appId, secret } of input.secrets) await opened.apps.setSecret(appId, secret, 'replace')
    options.news('profile', 'apps', 'status')
    // What came with a signature nobody could check while the profile was locked.
    await opened.reverifyAll()
    return opened
  }

  function openedNow(): OpenedProfile {
    if (current === null) throw new AppError('conflict', 'no profile is open', { details: { reason: 'no-profile' } })
    return current
  }

  return {
    view: () => ({
      profiles: listProfiles(options.root),
      open: current?.view() ?? null,
      osKeeping: options.osCipher !== null,
      mayConnect: options.mayConnect,
    }),
    current: () => current,
    demo: () => demo,
    opened: openedNow,
    open: (id) => inTurn(() => openKnown(id)),
    openDemo: () => inTurn(openDemo),
    connect: (input) => inTurn(() => connect(input)),
    unlock: (input) => inTurn(() => unlock(input)),
    close: () => inTurn(closeNow),
  }
}

/** A folder name a person recognises, made unique: names may be Chinese, and some file systems fold them. */
function freeId(root: string, name: string, randomToken: () => string): string {
  const readable = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 24)
  // A long digit run in a name might be somebody's phone number.
  const stem = readable === '' || /\d{7}/.test(readable) ? 'account' : readable
  const id = `${stem}-${randomToken()
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 8)}`
  return existsSync(join(root, id)) ? freeId(root, name, randomToken) : id
}
