import { memo, useState, type KeyboardEvent } from 'react'
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import './charts.css'

export interface Series {
  key: string
  label: string
  /** A CSS colour; the state's hue. */
  colour: string
}

export interface BarRow {
  /** What the axis and the tooltip say. */
  label: string
  /** Whether the axis writes the label here. */
  ticked: 0 | 1
  [series: string]: number | string
}

interface Props {
  rows: readonly BarRow[]
  /** From the axis upwards. */
  series: readonly Series[]
  label: string
  /** Says one bar in words: for the tooltip's head and for screen readers. */
  sayRow(row: BarRow, total: number): string
  onOpen(index: number): void
}

const margin = { top: 6, right: 8, bottom: 0, left: -20 }

export const StackedBars = memo(function StackedBars({ rows, series, label, sayRow, onOpen }: Props) {
  const [chosen, setChosen] = useState<number | null>(null)
  const say = (row: BarRow) => sayRow(row, totalOf(row, series))
  const last = rows.length - 1
  const at = Math.min(chosen ?? last, last)
  const row = rows[at]
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key]
    if (to !== undefined) setChosen(Math.min(Math.max(to, 0), last))
    else if (event.key === 'Enter') onOpen(at)
    else return
    event.preventDefault()
  }
  return (
    <div
      className="stacked-bars"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={at}
      aria-valuetext={row ? say(row) : ''}
      onKeyDown={onKeyDown}
      onBlur={() => setChosen(null)}
    >
      <ResponsiveContainer width="100%" height="100%">
        <BarChart
          data={[...rows]}
          margin={margin}
          barCategoryGap={1}
          accessibilityLayer={false}
          onClick={(state) => {
            const index = Number(state.activeTooltipIndex)
            if (Number.isInteger(index)) onOpen(index)
          }}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="label"
            interval={0}
            ticks={rows.filter((row) => row.ticked).map((row) => row.label)}
            tickLine={false}
            stroke="var(--line-strong)"
            tick={tick}
          />
          <YAxis allowDecimals={false} tickCount={4} axisLine={false} tickLine={false} tick={tick} />
          <Tooltip isAnimationActive={false} cursor={{ fill: 'var(--hover)' }} content={<Tip series={series} say={say} />} />
          {series.map(({ key, colour }) => (
            <Bar key={key} dataKey={key} stackId="all" fill={colour} isAnimationActive={false} />
          ))}
        </BarChart>
      </ResponsiveContainer>
      {chosen !== null && row && (
        <div className="stacked-bars-chosen">
          <Breakdown row={row} series={series} title={say(row)} />
        </div>
      )}
    </div>
  )
})

const totalOf = (row: BarRow, series: readonly Series[]) => series.reduce((sum, { key }) => sum + Number(row[key] ?? 0), 0)

interface TipProps {
  series: readonly Series[]
  say(row: BarRow): string
  /** The chart hands these in. */
  active?: boolean
  payload?: readonly { payload?: BarRow }[]
}

function Tip({ series, say, active, payload }: TipProps) {
  const row = payload?.[0]?.payload
  return active && row ? <Breakdown row={row} series={series} title={say(row)} /> : null
}

const tick = { fill: 'var(--muted)', fontSize: 11 }

function Breakdown({ row, series, title }: { row: BarRow; series: readonly Series[]; title: string }) {
  return (
    <div className="chart-tip">
      <p className="chart-tip-title">{title}</p>
      {[...series].reverse().map(({ key, label, colour }) =>
        Number(row[key]) > 0 ? (
          <p key={key}>
            <i className="chart-dot" style={{ background: colour }} />
            {label} <b>{row[key]}</b>
          </p>
        ) : null,
      )}
    </div>
  )
}

export function Legend({ series }: { series: readonly Series[] }) {
  return (
    <ul className="chart-legend">
      {series.map(({ key, label, colour }) => (
        <li key={key}>
          <i className="chart-dot" style={{ background: colour }} />
          {label}
        </li>
      ))}
    </ul>
  )
}
