import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

/** Where the window was; one small JSON file. */
export const smallest = { width: 1280, height: 800 }

const WindowState = z.object({
  corner: z.object({ x: z.number().int(), y: z.number().int() }).nullable(),
  width: z.number().int(),
  height: z.number().int(),
  maximized: z.boolean(),
})
export type WindowState = z.infer<typeof WindowState>

interface Area {
  x: number
  y: number
  width: number
  height: number
}

const first: WindowState = { corner: null, width: 1440, height: 900, maximized: false }

/** So much of the title bar must be on a screen to take hold of it, in pixels. */
const grip = 100

/** A corner that lies on none of today's screens is forgotten; the size is kept. */
export function fitOnScreens(state: WindowState, screens: readonly Area[]): WindowState {
  const width = Math.max(smallest.width, state.width)
  const height = Math.max(smallest.height, state.height)
  const { corner, maximized } = state
  const visible =
    corner !== null &&
    screens.some(
      (area) =>
        corner.x + width > area.x + grip &&
        corner.x < area.x + area.width - grip &&
        corner.y >= area.y &&
        corner.y < area.y + area.height - grip,
    )
  return { corner: visible ? corner : null, width, height, maximized }
}

export function readWindowState(file: string): WindowState {
  try {
    return WindowState.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return first
  }
}

/** Losing it costs nothing, so a disk that refuses is not an error. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(`${file}.new`, JSON.stringify(state))
    renameSync(`${file}.new`, file)
  } catch {
    return
  }
}
