import { ipcMain } from 'electron'
import type { IpcMainInvokeEvent } from 'electron'
import { AppError } from '../../shared/errors.ts'
import { channels, contract } from '../../shared/ipc/contract.ts'
import type { BackendChannel, Channel, ShellChannel, ShellHandlers } from '../../shared/ipc/contract.ts'
import type { Envelope } from '../../shared/ipc/envelope.ts'
import { answer, failure, refuseInput } from './answer.ts'
import type { LogLine } from './answer.ts'

export interface Served {
  shell: ShellHandlers
  /** Passes a call on to the backend; never rejects. */
  backend: (channel: BackendChannel, input: unknown) => Promise<Envelope>
  /** The origin of our page, e.g. `app://maskline`. */
  origin: string
  log: LogLine
}

function isShell(channel: Channel): channel is ShellChannel {
  return contract[channel].at === 'shell'
}

/** Only the top frame of our own page is answered: a frame of another origin must reach nothing. */
export function comesFromPage(event: Pick<IpcMainInvokeEvent, 'senderFrame'>, origin: string): boolean {
  const frame = event.senderFrame
  return frame !== null && frame.parent === null && frame.url.startsWith(`${origin}/`)
}

/** Answers every channel of the contract. */
export function serve({ shell, backend, origin, log }: Served): void {
  for (const channel of channels) {
    ipcMain.handle(channel, async (event, input: unknown): Promise<Envelope> => {
      if (!comesFromPage(event, origin)) {
        log(`${channel}: refused, the sender is not our page`)
        return failure(new AppError('restricted', 'the sender is not our page'))
      }
      if (isShell(channel)) return answer(shell, channel, input, log)
      return refuseInput(channel, input) ?? backend(channel as BackendChannel, input)
    })
  }
}
