import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import './figure-card.css'

interface Props {
  label: string
  /** How the figure is made; shown on hover and read out with it. */
  formula: string
  figure: string
  unit?: string | undefined
  /** Beside the label, such as n. */
  aside?: string | undefined
  /** Both or none: a figure with nothing behind it is no button. */
  openLabel?: string
  onOpen?: () => void
  /** Lines under the figure. */
  children?: ReactNode
  spark?: ReactNode
}

/** One figure of the page. The whole card opens what is behind it; parts inside may open parts of that. */
export function FigureCard({ label, formula, figure, unit, aside, openLabel, onOpen, children, spark }: Props) {
  return (
    <section className="figure-card card" aria-label={label}>
      <header className="figure-card-head">
        <h3>{label}</h3>
        {aside !== undefined && <span>{aside}</span>}
      </header>
      <div className="figure-card-main">
        <Tooltip title={formula} mouseEnterDelay={0.4}>
          {onOpen ? (
            <button
              type="button"
              className="plain figure-card-figure"
              aria-label={`${openLabel}: ${figure} ${unit ?? ''}`}
              onClick={onOpen}
            >
              <Figure figure={figure} unit={unit} />
            </button>
          ) : (
            <span className="figure-card-figure" tabIndex={0}>
              <Figure figure={figure} unit={unit} />
            </span>
          )}
        </Tooltip>
        {spark}
      </div>
      <div className="figure-card-lines">{children}</div>
    </section>
  )
}

function Figure({ figure, unit }: Pick<Props, 'figure' | 'unit'>) {
  return (
    <>
      {figure}
      {unit !== undefined && <span className="figure-card-unit">{unit}</span>}
    </>
  )
}
