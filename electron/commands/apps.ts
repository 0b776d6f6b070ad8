import { AppError } from '../../shared/errors.ts'
import type { BackendHandlers } from '../../shared/ipc/contract.ts'
import type { Topic } from '../../shared/ipc/system.ts'
import type { Desk } from '../profile/desk.ts'
import type { OpenedProfile } from '../profile/opened-profile.ts'

type Channels = 'apps.list' | 'apps.add' | 'apps.update' | 'apps.setSecret' | 'apps.reverify'

export function appCommands(desk: Desk, news: (...topics: Topic[]) => void): Pick<BackendHandlers, Channels> {
  /** Demo and real never mix: the demo's only app is the simulator's. */
  const changeable = (): OpenedProfile => {
    const opened = desk.opened()
    if (opened.profile.kind === 'demo') {
      throw new AppError('restricted', 'the apps of a demo profile belong to the simulator', { details: { reason: 'demo' } })
    }
    return opened
  }
  return {
    'apps.list': () => desk.opened().appRows(),
    'apps.add': async ({ secret, ...app }) => {
      const opened = changeable()
      const added = await opened.apps.add({ ...app, secrets: [secret] })
      news('apps', 'profile')
      return opened.appRow(added)
    },
    'apps.update': async ({ id, name, baseUrl, signature, answers, api }) => {
      const opened = changeable()
      const app = await opened.apps.update({
        id,
        ...(name !== undefined && { name }),
        ...(baseUrl !== undefined && { baseUrl }),
        ...(signature !== undefined && { signature }),
        ...(answers !== undefined && {
          answers: { ...(answers.call !== undefined && { call: answers.call }), ...(answers.sms !== undefined && { sms: answers.sms }) },
        }),
        ...(api !== undefined && { api }),
      })
      news('apps')
      return opened.appRow(app)
    },
    'apps.setSecret': async ({ id, secret, how }) => {
      const opened = changeable()
      await opened.apps.setSecret(id, secret, how)
      // What was refused for a wrong secret may be right now; the platform itself stops trying after six times.
      await opened.reverify(opened.apps.get(id))
      news('apps', 'profile', 'calls', 'numbers', 'sms', 'deliveries')
      return opened.appRow(opened.apps.get(id))
    },
    'apps.reverify': async ({ id }) => {
      const opened = desk.opened()
      const result = await opened.reverify(opened.apps.get(id))
      news('apps', 'calls', 'numbers', 'sms', 'deliveries')
      return result
    },
  }
}
