import type { SliceTools } from './app-state.ts'

export interface PollerSlice {
  /** Null = all apps. Answers as soon as it has begun. */
  pollNow(appId: number | null): Promise<void>
  cancelPoll(appId: number): Promise<void>
}

export function pollerSlice({ api, put }: SliceTools): PollerSlice {
  return {
    async pollNow(appId) {
      put('poller', await api.call('poller.run', { appId }))
    },
    async cancelPoll(appId) {
      put('poller', await api.call('poller.cancel', { appId }))
    },
  }
}
