import type { Binding } from '../../shared/domain/binding.ts'
import type { BindRequest, ChangeRequest } from '../../shared/domain/binding-request.ts'
import type { Mode } from '../../shared/domain/platform-app.ts'
import { axBind, axBindings, axChange, axOne, axOnX, axUnbind } from './binding-wire-ax.ts'
import { axbBind, axbBindings, axbChange, axbOne, axbUnbind } from './binding-wire-axb.ts'
import { axeBind, axeBindings, axeChange, axeOne, axeUnbind } from './binding-wire-axe.ts'
import { axybBind, axybBindings, axybOne, axybOnX, axybUnbind, mayBeMore } from './binding-wire-axyb.ts'
import type { BindWish } from './binding-wire-fields.ts'
import type { Question, Reply } from './client-exchange.ts'

/** The modes whose bindings the platform keeps (api.md §4). */
export type BoundMode = Exclude<Mode, 'X'>

/** The operations on bindings that all modes have, each in the words of its mode. */
export interface BindingWire {
  unbind(bindingId: string, bNumber: string | null): Question
  one(bindingId: string): Question
  /** The whole of an X at once; null where it is paged (AXB) or cannot be asked for (AXE). */
  onX: ((xNumber: string) => Question) | null
  read(reply: Reply): Binding[]
  /** Whether an answer may have left something out for want of room. */
  mayBeMore(bindings: readonly Binding[]): boolean
}

const tellsAll = () => false

export function bindingWire(mode: BoundMode, appKey: string): BindingWire {
  const wires: Record<BoundMode, BindingWire> = {
    AXB: { unbind: axbUnbind, one: axbOne, onX: null, read: axbBindings, mayBeMore: tellsAll },
    AX: { unbind: axUnbind, one: axOne, onX: axOnX, read: axBindings, mayBeMore: tellsAll },
    AXE: { unbind: axeUnbind, one: axeOne, onX: null, read: axeBindings, mayBeMore: tellsAll },
    AXYB: {
      unbind: (bindingId, bNumber) => axybUnbind(bindingId, bNumber, appKey),
      one: (bindingId) => axybOne(bindingId, appKey),
      onX: (xNumber) => axybOnX(xNumber, appKey),
      read: axybBindings,
      mayBeMore,
    },
  }
  return wires[mode]
}

export function bindWish(request: BindRequest, appKey: string): BindWish<Binding> {
  switch (request.mode) {
    case 'AXB':
      return axbBind(request)
    case 'AX':
      return axBind(request)
    case 'AXE':
      return axeBind(request)
    case 'AXYB':
      return axybBind(request, appKey)
  }
}

export function changeQuestion(request: ChangeRequest): Question {
  switch (request.mode) {
    case 'AXB':
      return axbChange(request)
    case 'AX':
      return axChange(request)
    case 'AXE':
      return axeChange(request)
  }
}
