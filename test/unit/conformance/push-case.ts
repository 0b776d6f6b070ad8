import type { Mode } from '../../../shared/domain/platform-app.ts'

/** Steps of a story as `docs/simulator.md` describes them. */
export type Step = Readonly<Record<string, unknown>>

/** What the platform does, and what the views tell of it afterwards. */
export interface PushCase {
  mode: Mode
  push: string
  tried: string
  steps: readonly Step[]
  /** One query on the documented views, and its only row. */
  view: string
  row: Readonly<Record<string, unknown>>
}

/** Long enough for any call, any text and its answer; every case has its own span, so that none meets another. */
export const secondsPerCase = 150

/** A customer of one case: the last digits are the case's own. */
export const customer = (order: number) => `+86139000${String(90_000 + order)}`

export const connectedNumber = '+8613800009001'

export const storyNames = {
  axb: { app: 'AXB', binding: 0 },
  ax: { app: 'AX', binding: 0 },
  ax2: { app: 'AX', binding: 1 },
  axe: { app: 'AXE', binding: 17 },
  axyb: { app: 'AXYB', binding: 0 },
  desk: { app: 'X', x: 0 },
  spare: { app: 'AXB', x: 5 },
  ...Object.fromEntries(Array.from({ length: 12 }, (_, order) => [`n${order}`, { app: 'AXE', x: 30 + order }])),
} as const
