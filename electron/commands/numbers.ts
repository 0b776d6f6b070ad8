import type { BackendHandlers } from '../../shared/ipc/contract.ts'
import type { Desk } from '../profile/desk.ts'

type Channels = 'numbers.previewTable' | 'numbers.importTable'

export function numberCommands(desk: Desk): Pick<BackendHandlers, Channels> {
  return {
    'numbers.previewTable': ({ file }) => desk.opened().numberTables.preview(file),
    'numbers.importTable': ({ file, mapping }) => desk.opened().numberTables.import(file, mapping),
  }
}
