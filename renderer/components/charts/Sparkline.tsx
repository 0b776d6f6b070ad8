import { memo } from 'react'

interface Props {
  values: readonly (number | null)[]
  /** The same scale for cards that are compared; default: from zero to the greatest value. */
  max?: number
}

const width = 100
const height = 26

// Drawn by hand: six charts with axes, legends and listeners of their own would cost a frame each second for a bare line.
export const Sparkline = memo(function Sparkline({ values, max }: Props) {
  const top = max ?? Math.max(...values.map((value) => value ?? 0), 1)
  const step = values.length > 1 ? width / (values.length - 1) : width
  let pen = 'M'
  const line = values
    .map((value, index) => {
      if (value === null) {
        pen = 'M'
        return ''
      }
      const point = `${pen}${(index * step).toFixed(1)} ${(height - 2 - (value / top) * (height - 4)).toFixed(1)}`
      pen = 'L'
      return point
    })
    .join('')
  if (values.length < 2) return null
  return (
    <svg className="sparkline" viewBox={`0 0 ${width} ${height}`} height={height} preserveAspectRatio="none" aria-hidden="true">
      <path d={line} fill="none" stroke="var(--accent-ink)" strokeWidth="1.5" vectorEffect="non-scaling-stroke" strokeLinejoin="round" />
    </svg>
  )
})
