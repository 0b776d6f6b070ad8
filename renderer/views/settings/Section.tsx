import { useId, type ReactNode } from 'react'

interface Props {
  title: string
  /** What can be done with the whole section; stands at its right. */
  action?: ReactNode
  children: ReactNode
}

export function Section({ title, action, children }: Props) {
  const id = useId()
  return (
    <section className="settings-section card" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {action}
      </header>
      {children}
    </section>
  )
}
