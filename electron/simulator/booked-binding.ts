/** A binding as the platform keeps it, one shape per mode. X mode has none. */
export type BookedBinding = BookedAxb | BookedAx | BookedAxe | BookedAxyb

interface BookedBase {
  subscriptionId: string
  x: string
  a: string
  /** As they were sent, by their wire names; what was never set is absent. */
  settings: Settings
  /** Simulated epoch ms; null = never. */
  expiresAt: number | null
}

export type Settings = Readonly<Record<string, unknown>>

export interface BookedAxb extends BookedBase {
  mode: 'AXB'
  b: string
}

export interface BookedAx extends BookedBase {
  mode: 'AX'
  temporaryCallee: TemporaryCallee | null
}

/** Whom the next call of A through X reaches (api.md §3.5). */
export interface TemporaryCallee {
  number: string
  /** Simulated epoch ms; null = until it is used. */
  validUntil: number | null
  userData: string | undefined
}

export interface BookedAxe extends BookedBase {
  mode: 'AXE'
  /** Four digits. */
  extension: string
}

/** The AX part with its YB parts, which have its id (api.md §6). */
export interface BookedAxyb extends BookedBase {
  mode: 'AXYB'
  /** When it was set or last changed, simulated epoch ms. */
  changedAt: number
  pairs: readonly BookedYb[]
}

export interface BookedYb {
  y: string
  b: string
  settings: Settings
  changedAt: number
  expiresAt: number | null
}

/** Under what a binding is found in its book. */
export function keysOf(binding: BookedBinding): string[] {
  const { x, a } = binding
  const keys = [`x ${x}`, `a ${a}`, `user ${x} ${a}`]
  switch (binding.mode) {
    case 'AXB':
      return [...keys, `user ${x} ${binding.b}`]
    case 'AX':
      return keys
    case 'AXE':
      return [...keys, `extension ${x} ${binding.extension}`]
    case 'AXYB':
      return [...keys, ...binding.pairs.map(({ y }) => `y ${y}`)]
  }
}

/** When it or a part of it ends. */
export function endsOf(binding: BookedBinding): number[] {
  const parts = binding.mode === 'AXYB' ? [binding, ...binding.pairs] : [binding]
  return parts.flatMap(({ expiresAt }) => (expiresAt === null ? [] : [expiresAt]))
}

/** What is left of it at an instant: itself, itself without some YB parts, or null. */
export function afterEnds(binding: BookedBinding, at: number): BookedBinding | null {
  const isOver = ({ expiresAt }: { expiresAt: number | null }) => expiresAt !== null && expiresAt <= at
  if (isOver(binding)) return null
  if (binding.mode !== 'AXYB' || !binding.pairs.some(isOver)) return binding
  return { ...binding, pairs: binding.pairs.filter((pair) => !isOver(pair)) }
}
