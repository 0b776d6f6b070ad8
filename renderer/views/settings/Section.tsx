import { useEffect, useId, useRef, type ReactNode } from 'react'
import type { SettingsPart } from '../../store/frame-slice.ts'
import { useApp } from '../../store/use-app.ts'

interface Props {
  /** For those whom other parts of the page lead here. */
  name?: SettingsPart
  title: string
  /** What can be done with the whole section; stands at its right. */
  action?: ReactNode
  children: ReactNode
}

export function Section({ name, title, action, children }: Props) {
  const id = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  const asked = useApp(({ settingsPart }) => (settingsPart?.name === name ? settingsPart : null))
  useEffect(() => {
    if (asked === null) return
    heading.current?.closest('section')?.scrollIntoView({ block: 'start' })
    heading.current?.focus({ preventScroll: true })
  }, [asked])
  return (
    <section className="settings-section card" data-part={name} aria-labelledby={id}>
      <header>
        <h2 ref={heading} id={id} tabIndex={-1}>
          {title}
        </h2>
        {action}
      </header>
      {children}
    </section>
  )
}
