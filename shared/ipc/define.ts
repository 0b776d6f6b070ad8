import type { z } from 'zod'

/**
 * The three kinds of channel. `query` changes nothing, `command` is one wish and is audited, `event` is news nobody answers.
 * `at` says who answers: the backend, or the shell (Electron main) for what only it knows.
 */
interface Row<K extends 'query' | 'command', I extends z.ZodType, O extends z.ZodType> {
  readonly kind: K
  readonly at: 'backend' | 'shell'
  readonly input: I
  readonly output: O
}

interface EventRow<P extends z.ZodType> {
  readonly kind: 'event'
  readonly payload: P
}

export const query = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) =>
  ({ kind: 'query', at: 'backend', input, output }) as const satisfies Row<'query', I, O>

export const command = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) =>
  ({ kind: 'command', at: 'backend', input, output }) as const satisfies Row<'command', I, O>

export const shellQuery = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) =>
  ({ kind: 'query', at: 'shell', input, output }) as const satisfies Row<'query', I, O>

export const event = <P extends z.ZodType>(payload: P) => ({ kind: 'event', payload }) as const satisfies EventRow<P>

type AnyRow = Row<'query' | 'command', z.ZodType, z.ZodType> | EventRow<z.ZodType>
export type AnyContract = Readonly<Record<string, AnyRow>>

export type CallChannel<C extends AnyContract> = { [K in keyof C]: C[K] extends { input: z.ZodType } ? K : never }[keyof C] & string
export type EventChannel<C extends AnyContract> = { [K in keyof C]: C[K] extends { kind: 'event' } ? K : never }[keyof C] & string
export type ChannelAt<C extends AnyContract, A extends 'backend' | 'shell'> = {
  [K in keyof C]: C[K] extends { at: A } ? K : never
}[keyof C] &
  string

/** What the page sends (before parsing), what the handler receives (after), what comes back, what news carries. */
export type Sent<C extends AnyContract, K extends keyof C> = C[K] extends { input: infer I extends z.ZodType } ? z.input<I> : never
export type Input<C extends AnyContract, K extends keyof C> = C[K] extends { input: infer I extends z.ZodType } ? z.output<I> : never
export type Output<C extends AnyContract, K extends keyof C> = C[K] extends { output: infer O extends z.ZodType } ? z.output<O> : never
export type Payload<C extends AnyContract, K extends keyof C> = C[K] extends { payload: infer P extends z.ZodType } ? z.output<P> : never

/** A handler for every channel of `K`: a missing one is a compile error where the table is built. */
export type Handlers<C extends AnyContract, K extends keyof C> = {
  [Channel in K]: (input: Input<C, Channel>) => Output<C, Channel> | Promise<Output<C, Channel>>
}
