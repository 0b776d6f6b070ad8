import type { BackendHandlers } from '../../shared/ipc/contract.ts'
import type { Desk } from '../profile/desk.ts'

type Channels = 'profiles.list' | 'profiles.startDemo' | 'profiles.connect' | 'profiles.open' | 'profiles.unlock' | 'profiles.close'

export function profileCommands(desk: Desk): Pick<BackendHandlers, Channels> {
  return {
    'profiles.list': () => desk.view(),
    'profiles.startDemo': async () => (await desk.openDemo()).view(),
    'profiles.connect': async (input) => (await desk.connect(input)).view(),
    'profiles.open': async ({ id }) => (await desk.open(id)).view(),
    'profiles.unlock': async (input) => (await desk.unlock(input)).view(),
    'profiles.close': async () => {
      await desk.close()
      return {}
    },
  }
}
