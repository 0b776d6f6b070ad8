import type { PollState } from '../../../shared/ipc/poller.ts'

/** Whether a run can be asked for. `off` means only that none begins by itself. */
export function canRun({ state }: PollState): boolean {
  return state === 'off' || state === 'waiting'
}
