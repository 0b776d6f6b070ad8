import type { BackendHandlers } from '../../shared/ipc/contract.ts'
import type { Desk } from '../profile/desk.ts'

type Channels = 'poller.list' | 'poller.run' | 'poller.cancel'

export function pollerCommands(desk: Desk): Pick<BackendHandlers, Channels> {
  const poller = () => desk.opened().poller
  return {
    'poller.list': () => poller().list(),
    'poller.run': ({ appId }) => {
      if (appId === null) poller().runAll()
      else poller().run(appId)
      return poller().list()
    },
    'poller.cancel': ({ appId }) => {
      poller().cancel(appId)
      return poller().list()
    },
  }
}
