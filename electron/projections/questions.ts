import type { Reader } from '../store/connection.ts'
import { listStandingOfX } from '../store/bindings.ts'
import { listPlatformApps } from '../store/platform-apps.ts'
import { listLastPollRuns } from '../store/poll-runs.ts'
import { countRefusals, listNonces, listRefusals, listUnsupported } from '../store/deliveries.ts'
import { getReceiverSettings, getTableMapping, listShutOuts } from '../store/profile-settings.ts'
import { bindingHistory } from './binding-history.ts'
import { callDetail } from './call-detail.ts'
import { callList } from './call-list.ts'
import { deliveryDay, lastPushes, latenessMs, problems } from './deliveries.ts'
import { liveCalls } from './live-calls.ts'
import { liveCards } from './live-cards.ts'
import { liveFeed } from './live-feed.ts'
import { liveMinutes } from './live-minutes.ts'
import { numberSummary } from './number-summary.ts'
import { pollTargets } from './poll-targets.ts'

/**
 * Every question a reader answers. None writes; the clock comes in with the input.
 * @returns the table the reader threads serve
 */
export function questions(reader: Reader) {
  return {
    apps: (_: null) => listPlatformApps(reader),
    shutOuts: (_: null) => listShutOuts(reader),
    receiverSettings: (_: null) => getReceiverSettings(reader),
    tableMapping: (headersKey: string) => getTableMapping(reader, headersKey),
    nonces: (limit: number) => listNonces(reader, limit),
    refusals: ({ appId, afterId, limit }: { appId: number; afterId: number; limit: number }) => listRefusals(reader, appId, afterId, limit),
    unsupported: ({ afterId, limit }: { afterId: number; limit: number }) => listUnsupported(reader, afterId, limit),
    countRefusals: (appId: number) => countRefusals(reader, appId),
    deliveryDay: (input: { now: number }) => deliveryDay(reader, input),
    lastPushes: (_: null) => lastPushes(reader),
    latenessMs: (_: null) => latenessMs(reader),
    problems: (input: { limit: number }) => problems(reader, input),
    liveCalls: (input: Parameters<typeof liveCalls>[1]) => liveCalls(reader, input),
    liveCards: (input: { now: number }) => liveCards(reader, input),
    liveMinutes: (input: { now: number }) => liveMinutes(reader, input),
    liveFeed: (input: { limit: number }) => liveFeed(reader, input),
    callDetail: (input: { id: number; now: number }) => callDetail(reader, input),
    callList: (input: Parameters<typeof callList>[1]) => callList(reader, input),
    numberSummary: (_: null) => numberSummary(reader),
    bindingHistory: (input: Parameters<typeof bindingHistory>[1]) => bindingHistory(reader, input),
    lastPollRuns: (_: null) => listLastPollRuns(reader),
    pollTargets: (input: Parameters<typeof pollTargets>[1]) => pollTargets(reader, input),
    standingOfX: ({ appId, xNumber }: { appId: number; xNumber: string }) => listStandingOfX(reader, appId, xNumber),
  }
}
export type Questions = ReturnType<typeof questions>
