import { bindingKey, type Binding, type BindingChange } from '../../../shared/domain/binding.ts'
import type { FieldChanges } from '../../../shared/domain/binding-fields.ts'
import type { KnownBinding } from '../../../shared/domain/binding-lifetime.ts'
import type { ChangeRequest } from '../../../shared/domain/binding-request.ts'
import { boundBinding, changedBinding, unboundBinding, wishedSettings, type Answered } from '../../../shared/domain/binding-wish.ts'
import type { Mode } from '../../../shared/domain/platform-app.ts'
import { isYounger, reconcile, stands, type Reconciled } from '../../../shared/domain/reconciliation.ts'
import { bindingHistoryStatements } from '../../store/binding-history.ts'
import { bindingStatements, type KnownRow } from '../../store/bindings.ts'
import type { Writer } from '../../store/connection.ts'

/** An answer of the platform on its way into the picture. */
export interface Answer extends Answered {
  appId: number
  /** Journals the answer, or only what it tells of one binding; asked for when it changes something. @returns the row of it */
  record: (bindingId?: string) => number
}

/** Lines that histories got from an answer. */
export interface Lines {
  differences: number
  firstRead: number
}

const gone: readonly BindingChange[] = ['removed-elsewhere', 'expired', 'gone']
const came: readonly BindingChange[] = ['found', 'first-read', 'back']

/** Applies what the platform answers about bindings: what was read back, and what became of our own wishes. */
export function createBindingApplier(writer: Writer) {
  const bindings = bindingStatements(writer)
  const history = bindingHistoryStatements(writer)

  function applyReading(known: readonly KnownRow[], reconciled: Reconciled, { appId, answeredAt, record }: Answer): Lines {
    const { differences, firstRead, learned } = reconciled
    const rows = new Map(known.map(({ row, binding }) => [bindingKey(binding), row]))
    const rowOf = (binding: KnownBinding) => {
      const row = rows.get(bindingKey(binding))
      if (row === undefined) throw new TypeError('a binding that is known has no row')
      return row
    }
    for (const binding of learned) bindings.update(rowOf(binding), binding)
    for (const { change, before, after, fields } of differences) {
      const row = before === null ? bindings.insert(appId, after) : rowOf(before)
      if (before !== null) bindings.update(row, after)
      history.add(row, appId, answeredAt, { change, source: 'poll', recordId: record(after.bindingId), fields })
    }
    for (const binding of firstRead) {
      const row = bindings.insert(appId, binding)
      history.add(row, appId, answeredAt, { change: 'first-read', source: 'poll', recordId: record(binding.bindingId), fields: {} })
    }
    return { differences: differences.length, firstRead: firstRead.length }
  }

  /**
   * A line that was read back after our wish had left tells of what the wish did.
   * @returns whether there was one
   */
  function claim(row: number, { askedAt, record }: Answer, changes: readonly BindingChange[], change: BindingChange): boolean {
    const line = history.readBackSince(row, askedAt).find((candidate) => changes.includes(candidate.change))
    if (line === undefined) return false
    history.replace(line.id, { change, source: 'command', recordId: record(), fields: line.fields })
    return true
  }

  function add(row: number, { appId, answeredAt, record }: Answer, change: BindingChange, fields: FieldChanges = {}): void {
    history.add(row, appId, answeredAt, { change, source: 'command', recordId: record(), fields })
  }

  return {
    /** One page of a listing of an X. What it does not tell is not judged: other pages may. */
    page(mode: Mode, xNumber: string, found: readonly Binding[], answer: Answer): Lines {
      const previousAt = bindings.xReadAt(answer.appId, xNumber)
      const known = found.flatMap((binding) => bindings.findByKey(answer.appId, bindingKey(binding)) ?? [])
      const told = found.map((binding) => ({ ...binding, xNumber: binding.xNumber ?? xNumber }))
      const reconciled = reconcile(
        known.map(({ binding }) => binding),
        { mode, found: told, complete: false, previousAt, ...answer },
      )
      return applyReading(known, reconciled, answer)
    },

    /** One binding with all its parts. @param complete whether a part that is not told of is gone */
    one(mode: Mode, bindingId: string, { found, complete }: { found: readonly Binding[]; complete: boolean }, answer: Answer): Lines {
      const { appId, askedAt } = answer
      const known = bindings.findById(appId, bindingId)
      const xNumber = [...known.map(({ binding }) => binding), ...found].find((binding) => binding.xNumber !== null)?.xNumber ?? null
      const previousAt = xNumber === null ? null : bindings.xReadAt(appId, xNumber)
      const reconciled = reconcile(
        known.map(({ binding }) => binding),
        { mode, found, complete, previousAt, ...answer },
      )
      const lines = applyReading(known, reconciled, answer)
      const keys = new Set(found.map(bindingKey))
      for (const { row, binding } of known) if (keys.has(bindingKey(binding)) && !isYounger(binding, answer)) bindings.confirm(row, askedAt)
      if (known.length === 0 && found.length === 0) bindings.noteReading(appId, 'binding', bindingId, askedAt)
      return lines
    },

    /** All pages of an X were told, and what was missing has been asked for. */
    xRead: (appId: number, xNumber: string, askedAt: number) => void bindings.noteReading(appId, 'x', xNumber, askedAt),

    bound(mode: Mode, told: Binding, answer: Answer): number {
      const known = bindings.findByKey(answer.appId, bindingKey(told))
      if (known !== null && isTakenIn(known.binding, answer)) return 0
      // What is known from before the wish is of an earlier binding between the same numbers (AXYB), and says nothing of this one.
      const isRead = known !== null && history.readBackSince(known.row, answer.askedAt).some(({ change }) => came.includes(change))
      const after = boundBinding(mode, told, isRead ? known.binding : null, answer)
      const row = known?.row ?? bindings.insert(answer.appId, after)
      if (known !== null) bindings.update(row, after)
      if (!claim(row, answer, came, 'bound')) add(row, answer, 'bound')
      return 1
    },

    /** A binding that is not in our picture is left to the next reading. */
    changed(request: ChangeRequest, answer: Answer): number {
      const known = bindings.findByKey(answer.appId, request.bindingId)
      if (known === null) return 0
      const { after, fields } = changedBinding(known.binding, request, answer)
      bindings.update(known.row, after)
      const names = new Set(Object.keys(wishedSettings(request)))
      for (const line of history.readBackSince(known.row, answer.askedAt)) {
        if (line.change !== 'changed-elsewhere') continue
        const [ours, others] = split(line.fields, names)
        Object.assign(fields, ours)
        if (Object.keys(others).length > 0) history.amend(line.id, others)
        else {
          history.replace(line.id, { change: 'changed', source: 'command', recordId: answer.record(), fields })
          return 1
        }
      }
      add(known.row, answer, 'changed', fields)
      return 1
    },

    /** @param bNumber AXYB: only the YB part of this B; null = the binding with all its parts */
    unbound(bindingId: string, bNumber: string | null, answer: Answer): number {
      const parts = bindings.findById(answer.appId, bindingId).filter(({ binding }) => bNumber === null || binding.bNumber === bNumber)
      let changes = 0
      for (const { row, binding } of parts) {
        if (stands(binding)) add(row, answer, 'unbound')
        else if (!claim(row, answer, gone, 'unbound')) continue
        bindings.update(row, unboundBinding(binding, answer))
        changes += 1
      }
      return changes
    },
  }
}

/** The answer to a bind comes again, or a later one was taken in before. */
function isTakenIn(known: KnownBinding, { askedAt, answeredAt }: Answered): boolean {
  const { source, createdAt } = known
  return source === 'command' && createdAt !== null && (createdAt === answeredAt || (stands(known) && createdAt >= askedAt))
}

function split(fields: FieldChanges, names: ReadonlySet<string>): [FieldChanges, FieldChanges] {
  const entries = Object.entries(fields)
  return [Object.fromEntries(entries.filter(([name]) => names.has(name))), Object.fromEntries(entries.filter(([name]) => !names.has(name)))]
}
