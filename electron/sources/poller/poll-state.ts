import type { PlatformApp } from '../../../shared/domain/platform-app.ts'
import { toErrorInfo } from '../../../shared/errors.ts'
import type { PollRun, PollState } from '../../../shared/ipc/poller.ts'
import type { StatusView } from '../../../shared/ipc/system.ts'
import type { PlatformApi } from '../../platform/platform-api.ts'
import type { Progress } from './read-back.ts'

export interface RunUnderWay {
  startedAt: number
  progress: Progress
}

/** What the poller knows of an app. */
export interface PolledApp {
  app: PlatformApp
  /** Null while the app has no secret at hand. */
  api: PlatformApi | null
  /** The latest run that is over. */
  last: PollRun | null
  nextAt: number | null
  running: RunUnderWay | null
}

export function pollState(polled: PolledApp): PollState {
  const { app, api, running, last, nextAt } = polled
  const { state, until } = api?.health() ?? { state: 'idle', until: null }
  return {
    appId: app.id,
    appName: app.name,
    mode: app.mode,
    state: running === null ? restingState(polled) : 'running',
    progress: running === null ? null : { done: running.progress.done, of: running.progress.of },
    nextAt,
    until: state === 'blocked' || state === 'paced' ? until : null,
    last: running === null ? last : runOf(running),
  }
}

function restingState({ app, api }: PolledApp): PollState['state'] {
  if (app.mode === 'X') return 'no-bindings'
  if (api === null) return 'no-secret'
  if (api.health().state === 'blocked') return 'blocked'
  return app.api.pollEveryMinutes === 0 ? 'off' : 'waiting'
}

/** A run as far as it has got. */
export function runOf({ startedAt, progress }: RunUnderWay): PollRun {
  const { done, bindings, differences, firstRead, failures, error } = progress
  const info = error === null ? null : toErrorInfo(error)
  return { startedAt, endedAt: null, outcome: null, asked: done, bindings, differences, firstRead, failures, error: info }
}

/** Over all apps. */
export function pollerStatus(polled: readonly PolledApp[]): StatusView['poller'] {
  const lasts = polled.flatMap(({ last }) => last ?? [])
  const next = polled.flatMap(({ nextAt }) => nextAt ?? [])
  const ends = lasts.flatMap(({ endedAt }) => endedAt ?? [])
  const state = (): StatusView['poller']['state'] => {
    if (polled.some(({ running }) => running !== null)) return 'running'
    if (lasts.some(({ outcome }) => outcome === 'failed')) return 'failing'
    return next.length === 0 ? 'off' : 'waiting'
  }
  return {
    state: state(),
    lastAt: ends.length === 0 ? null : Math.max(...ends),
    nextAt: next.length === 0 ? null : Math.min(...next),
    differences: lasts.reduce((sum, { differences }) => sum + differences, 0),
  }
}
