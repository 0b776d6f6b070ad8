import type { StatusView } from '../../shared/ipc/system.ts'
import type { OpenedProfile } from './opened-profile.ts'

/** The running demo: the simulator pushing into this profile's receiver. */
export interface Demo {
  state: () => NonNullable<StatusView['simulator']>
  stop: () => Promise<void>
}

interface DemoPorts {
  now: () => number
  randomToken: () => string
  log: (line: string) => void
}

export async function startDemo(_opened: OpenedProfile, _ports: DemoPorts): Promise<Demo> {
  return { state: () => ({ running: false, speed: 1, callsPerSecond: 0 }), stop: async () => {} }
}
