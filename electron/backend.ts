import { join } from 'node:path'
import { toErrorInfo } from '../shared/errors.ts'
import { contract, type BackendChannel, type BackendHandlers, type PayloadOf } from '../shared/ipc/contract.ts'
import { appCommands } from './commands/apps.ts'
import { profileCommands } from './commands/profiles.ts'
import { receiverCommands } from './commands/receiver.ts'
import { openSettings, settingsCommands } from './commands/settings.ts'
import { createDesk, type Desk } from './profile/desk.ts'
import { startDemo } from './profile/demo.ts'
import { createNews, type NewsTimers } from './profile/news.ts'
import type { OsCipher } from './profile/secrets.ts'
import type { RunMark } from './store/run-marks.ts'

export interface BackendOptions {
  /** Holds settings.json and profiles/. */
  dataDir: string
  mayConnect: boolean
  osCipher: OsCipher | null
  timers: NewsTimers
  randomToken: () => string
  publish: (note: PayloadOf<'data.changed'>) => void
  log: (line: string) => void
  /** A thread died; the process must start anew. */
  onDeath: (thrown: unknown) => void
}

export interface Backend {
  handlers: BackendHandlers
  mark: (mark: RunMark) => Promise<void>
  close: () => Promise<void>
}

/** Wires the folders together. The same in the desktop's backend process and in tests. */
export async function openBackend(options: BackendOptions): Promise<Backend> {
  const { now } = options.timers
  const news = createNews(options.publish, options.timers)
  const settings = openSettings(join(options.dataDir, 'settings.json'))
  const desk = createDesk({
    ...options,
    root: join(options.dataDir, 'profiles'),
    now,
    news,
    startDemo: (opened) => startDemo(opened, { now, randomToken: options.randomToken, log: options.log }),
    onOpened: (lastProfileId) => void settings.update({ lastProfileId }),
  })
  const { lastProfileId } = settings.get()
  // A profile that cannot be opened now (in use elsewhere, from a newer version) is chosen again by hand, with the reason shown.
  if (lastProfileId !== null)
    await desk.open(lastProfileId).catch((thrown: unknown) => options.log(`not reopened: ${toErrorInfo(thrown).message}`))

  const handlers: BackendHandlers = {
    ...settingsCommands(settings, () => news('settings')),
    ...profileCommands(desk),
    ...appCommands(desk, news),
    ...receiverCommands(desk, news),
    ...questionsOf(desk, now),
  }
  return {
    handlers: audited(handlers, desk, now),
    mark: async (mark) => desk.current()?.mark(mark),
    close: async () => {
      const profileId = desk.current()?.profile.id ?? null
      await desk.close()
      settings.update({ lastProfileId: profileId })
    },
  }
}

type Questions =
  | 'status.get'
  | 'deliveries.problems'
  | 'live.calls'
  | 'live.cards'
  | 'live.minutes'
  | 'live.feed'
  | 'calls.get'
  | 'calls.list'

/** Queries about what is stored go to a reader; what scans a day goes to the one for long questions. */
function questionsOf(desk: Desk, now: () => number): Pick<BackendHandlers, Questions> {
  const database = () => desk.opened().database
  return {
    'status.get': async () => ({ ...(await desk.opened().status()), simulator: desk.demo()?.state() ?? null }),
    'deliveries.problems': (input) => database().ask('problems', input),
    'live.calls': (input) => database().ask('liveCalls', { ...input, now: now() }),
    'live.cards': () => database().askLong('liveCards', { now: now() }),
    'live.minutes': () => database().askLong('liveMinutes', { now: now() }),
    'live.feed': (input) => database().ask('liveFeed', input),
    'calls.get': (input) => database().ask('callDetail', { ...input, now: now() }),
    'calls.list': (input) => database().askLong('callList', { ...input, now: now() }),
  }
}

/** Every command leaves a line in the audit log of the profile that is open when it has come out. */
function audited(handlers: BackendHandlers, desk: Desk, now: () => number): BackendHandlers {
  const wrap = (channel: BackendChannel) => {
    const handler = handlers[channel] as (input: unknown) => unknown
    if (contract[channel].kind === 'query') return handler
    return async (input: unknown) => {
      const note = (outcome: string) => desk.current()?.database.write('audit', { at: now(), channel, outcome })
      try {
        const value = await handler(input)
        await note('ok')
        return value
      } catch (thrown) {
        await note(toErrorInfo(thrown).code)
        throw thrown
      }
    }
  }
  const names = Object.keys(handlers) as BackendChannel[]
  return Object.fromEntries(names.map((channel) => [channel, wrap(channel)])) as BackendHandlers
}
