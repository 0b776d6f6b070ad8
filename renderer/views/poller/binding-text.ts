import type { BindingHistoryRow } from '../../../shared/ipc/poller.ts'
import type { Translate } from '../../text/use-text.ts'

type Joined = Pick<BindingHistoryRow, 'x' | 'a' | 'b' | 'y' | 'extension'>

/** What a binding joins, in the order of its mode: `A – X – B`, `A – X ext. 0023`, `A – X` and `X · Y – B`. */
export function bindingText({ x, a, b, y, extension }: Joined, t: Translate): string {
  const named = (number: string) => (number === '–' ? [] : [number])
  const privateSide = y !== null ? t('calls.x.withY', { x, y }) : extension !== null ? t('calls.x.extension', { x, extension }) : x
  return [...named(a), privateSide, ...named(b)].join(' – ')
}
