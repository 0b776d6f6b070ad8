import type { ReactNode } from 'react'

export interface Fact {
  name: string
  value: ReactNode
  hint?: string | undefined
  /** Ids and numbers. */
  mono?: boolean
  /** Takes the whole line. */
  wide?: boolean
}

/** Names and values side by side; a fact nobody knows is left out by the caller or shows an en dash. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map(({ name, value, hint, mono, wide }) => (
        <div key={name} className={wide ? 'fact fact-wide' : 'fact'}>
          <dt title={hint}>{name}</dt>
          <dd className={mono ? 'mono' : undefined}>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
