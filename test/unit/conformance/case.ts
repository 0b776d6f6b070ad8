import type { Console } from '../../../electron/simulator/console.ts'
import type { SimulatorOptions } from '../../../electron/simulator/simulator.ts'
import type { XNumber } from '../../../electron/simulator/world.ts'
import type { PlatformApi } from '../../../electron/platform/platform-api.ts'
import type { ErrorCode } from '../../../shared/errors.ts'

/** An app of one mode on a simulator of its own, with a client and the console behind its back. */
export interface Place {
  api: PlatformApi
  console: Console
  appKey: string
  /** X numbers of the app that carry none of the standing bindings where the mode leaves some free. */
  x: (order: number) => XNumber
  /** An X of another app of the same account. */
  foreignX: string
  /** User numbers nobody has; the same order gives the same one. */
  user: (order: number) => string
  /** Begins an answered call of five minutes over a binding. @returns its session id */
  call: (caller: string, dialled: string) => string
  /** Moves the platform's clock. */
  advance: (ms: number) => Promise<void>
  /** A request as it is given, signed by nobody but the caller. @returns the resultcode, or the HTTP status where there is none */
  raw: (method: string, uri: string, headers: Record<string, string>) => Promise<string>
  signed: (generation?: 'aksk' | 'wsse') => Record<string, string>
}

/** How a case comes out: done, refused by the platform with its code, or refused by us before anything was sent. */
export type Outcome = 'accepted' | 'not sent' | `refused ${number}` | `${ErrorCode} ${number}`

/** One value of one field tried with one operation. Fields are named as the platform names them. */
export interface Case {
  operation: string
  field: string
  tried: string
  outcome: Outcome
  run: (place: Place) => Promise<unknown>
  /** How the simulator is set up for it. */
  setting?: Setting
}

export type Setting = Pick<SimulatorOptions, 'flowControl' | 'whitelist' | 'lean'> & { secret?: string; generation?: 'aksk' | 'wsse' }

/** Cases of one operation: `[field, what is tried, how it comes out, the doing]`. */
export type Row = readonly [field: string, tried: string, outcome: Outcome, run: Case['run'], setting?: Setting]

export function casesOf(operation: string, rows: readonly Row[]): Case[] {
  return rows.map(([field, tried, outcome, run, setting]) => ({ operation, field, tried, outcome, run, ...(setting && { setting }) }))
}

/** A query that answers the wrong number of rows did not do what it was asked. */
export function expectCount(found: number, wanted: number): void {
  if (found !== wanted) throw new Error(`${found} rows instead of ${wanted}`)
}

/** The choice of an X by its number. */
export const onX = (xNumber: string) => ({ by: 'number', xNumber }) as const
