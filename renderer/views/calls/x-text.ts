import type { CallRow } from '../../../shared/ipc/live.ts'
import type { Translate } from '../../text/use-text.ts'

type Call = Pick<CallRow, 'mode' | 'phase' | 'x' | 'y' | 'extension'>

/**
 * The private side of a call as its mode has it: X alone, X with the extension that tells whom it stands for (AXE), or X and Y (AXYB).
 * An extension is waited for only while the call arrives: when A calls X there is none to type.
 */
export function xText({ mode, phase, x, y, extension }: Call, t: Translate): string {
  if (y !== null) return t('calls.x.withY', { x, y })
  if (extension !== null) return t('calls.x.extension', { x, extension })
  return isWaitingForExtension({ mode, phase, extension }) ? t('calls.x.waiting', { x }) : x
}

export function isWaitingForExtension({ mode, phase, extension }: Pick<Call, 'mode' | 'phase' | 'extension'>): boolean {
  return mode === 'AXE' && phase === 'ringing-in' && extension === null
}

/** A → X → B in one line. */
export function partiesText(call: Call & Pick<CallRow, 'caller' | 'callee'>, t: Translate): string {
  return `${call.caller} → ${xText(call, t)} → ${call.callee}`
}
