import { AppError } from '../../shared/errors.ts'
import type { BackendHandlers } from '../../shared/ipc/contract.ts'
import type { Topic } from '../../shared/ipc/system.ts'
import type { Desk } from '../profile/desk.ts'

type Channels = 'receiver.get' | 'receiver.update'

export function receiverCommands(desk: Desk, news: (...topics: Topic[]) => void): Pick<BackendHandlers, Channels> {
  return {
    'receiver.get': () => desk.opened().reception.state(),
    'receiver.update': async (settings) => {
      const opened = desk.opened()
      if (opened.profile.kind === 'demo') {
        throw new AppError('restricted', 'the demo chooses its own address', { details: { reason: 'demo' } })
      }
      await opened.reception.move(settings)
      await opened.database.write('putReceiverSettings', settings)
      news('status', 'apps')
      return opened.reception.state()
    },
  }
}
