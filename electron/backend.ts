import { join } from 'node:path'
import { toErrorInfo } from '../shared/errors.ts'
import { contract, type BackendChannel, type BackendHandlers, type PayloadOf } from '../shared/ipc/contract.ts'
import { appCommands } from './commands/apps.ts'
import { numberCommands } from './commands/numbers.ts'
import { pollerCommands } from './commands/poller.ts'
import { profileCommands } from './commands/profiles.ts'
import { receiverCommands } from './commands/receiver.ts'
import { openSettings, settingsCommands } from './commands/settings.ts'
import { createDesk, type Desk, type DeskOptions } from './profile/desk.ts'
import { startDemo } from './profile/demo.ts'
import { createNews } from './profile/news.ts'
import type { OsCipher } from './profile/secrets.ts'
import type { Timers } from './profile/timers.ts'
import type { RunMark } from './store/run-marks.ts'

export interface BackendOptions extends Pick<DeskOptions, 'held' | 'hold' | 'systemProxy'> {
  /** Holds settings.json and profiles/. */
  dataDir: string
  mayConnect: boolean
  osCipher: OsCipher | null
  timers: Timers
  randomToken: () => string
  publish: (note: PayloadOf<'data.changed'>) => void
  log: (line: string) => void
  /** A thread died; the process must start anew. */
  onDeath: (thrown: unknown) => void
}

export interface Backend {
  handlers: BackendHandlers
  mark: (mark: RunMark) => Promise<void>
  /** `systemProxy` says something else than before. */
  networkChanged: () => void
  close: () => Promise<void>
}

/** Wires the folders together. The same in the desktop's backend process and in tests. */
export async function openBackend(options: BackendOptions): Promise<Backend> {
  const { now } = options.timers
  const news = createNews(options.publish, options.timers)
  const settings = openSettings(join(options.dataDir, 'settings.json'))
  const remember = (lastProfileId: string | null) => {
    try {
      settings.update({ lastProfileId })
    } catch (thrown) {
      // On a full disk a profile still opens and closes; the next start opens another one at worst.
      options.log(`the open profile could not be remembered: ${toErrorInfo(thrown).message}`)
    }
  }
  const desk = createDesk({
    ...options,
    root: join(options.dataDir, 'profiles'),
    news,
    startDemo: (opened) => startDemo(opened, { now, randomToken: options.randomToken, log: options.log }),
    onOpened: remember,
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
    ...numberCommands(desk),
    ...pollerCommands(desk),
    ...questionsOf(desk, now),
  }
  return {
    handlers: audited(handlers, desk, options),
    mark: async (mark) => desk.current()?.mark(mark),
    networkChanged: () => desk.current()?.poller.refresh(),
    close: async () => {
      const profileId = desk.current()?.profile.id ?? null
      try {
        await desk.close()
      } finally {
        remember(profileId)
      }
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
  | 'numbers.summary'
  | 'bindings.history'

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
    'numbers.summary': () => database().askLong('numberSummary', null),
    'bindings.history': (input) => database().ask('bindingHistory', input),
  }
}

/**
 * Every command leaves a line in the audit log of the profile that is open when it has come out. A line that cannot be kept changes
 * nothing about the outcome: what was done is done.
 */
function audited(handlers: BackendHandlers, desk: Desk, { timers, log }: Pick<BackendOptions, 'timers' | 'log'>): BackendHandlers {
  const wrap = (channel: BackendChannel) => {
    const handler = handlers[channel] as (input: unknown) => unknown
    if (contract[channel].kind === 'query') return handler
    return async (input: unknown) => {
      const note = async (outcome: string) => {
        try {
          await desk.current()?.database.write('audit', { at: timers.now(), channel, outcome })
        } catch (thrown) {
          log(`the audit line of ${channel} (${outcome}) could not be kept: ${toErrorInfo(thrown).message}`)
        }
      }
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
