import { Worker, type MessagePort, type ResourceLimits } from 'node:worker_threads'
import { fromErrorInfo, toErrorInfo, AppError, type ErrorInfo } from '../../shared/errors.ts'

/** What a thread can be asked to do, by name. */
export type Operations = Readonly<Record<string, (input: never) => unknown>>
type InputOf<O extends Operations, K extends keyof O> = Parameters<O[K]>[0]
type OutputOf<O extends Operations, K extends keyof O> = Awaited<ReturnType<O[K]>>

export interface Ask {
  id: number
  name: string
  input: unknown
}
export type Reply = { id: number; value: unknown } | { id: number; error: ErrorInfo }

/** Answers one ask from a table of operations. */
export function perform(operations: Operations, port: MessagePort, { id, name, input }: Ask): void {
  try {
    const operation = operations[name] as ((input: unknown) => unknown) | undefined
    if (!operation) throw new AppError('internal', `the thread has no operation ${name}`)
    port.postMessage({ id, value: operation(input) } satisfies Reply)
  } catch (thrown) {
    port.postMessage({ id, error: toErrorInfo(thrown) } satisfies Reply)
  }
}

/** The same where operations take their time; several may be under way at once. */
export async function performLater(operations: Operations, port: MessagePort, ask: Ask): Promise<void> {
  const operation = operations[ask.name] as ((input: unknown) => unknown) | undefined
  if (!operation) return perform(operations, port, ask)
  try {
    const value = await operation(ask.input)
    port.postMessage({ id: ask.id, value } satisfies Reply)
  } catch (thrown) {
    port.postMessage({ id: ask.id, error: toErrorInfo(thrown) } satisfies Reply)
  }
}

/** Typed questions to a thread of ours, answered in any order. */
export interface ThreadClient<O extends Operations> {
  ask<K extends keyof O & string>(name: K, input: InputOf<O, K>): Promise<OutputOf<O, K>>
  /** Resolves when the thread has ended by itself. */
  close(): Promise<void>
  /** Ends the thread whatever it does; what it was asked is refused. Only for a thread that owns nothing. */
  kill(): Promise<void>
}

/**
 * Starts a thread from a file beside this one. Run from source it is a `.ts` file, built it is `.mjs`: Node runs both.
 * @param onDeath the thread ended without being asked to: nothing it owned can be trusted any more
 */
export function startThread<O extends Operations>(
  name: string,
  workerData: unknown,
  onDeath: (thrown: unknown) => void,
  resourceLimits: ResourceLimits = {},
): ThreadClient<O> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'mjs'
  const file = `./${name}.${extension}`
  const worker = new Worker(new URL(file, import.meta.url), { workerData, resourceLimits })
  const pending = new Map<number, { resolve: (value: never) => void; reject: (thrown: unknown) => void }>()
  let lastId = 0
  let closing = false
  let end: AppError | null = null
  worker.on('message', (reply: Reply) => {
    const asked = pending.get(reply.id)
    pending.delete(reply.id)
    if ('error' in reply) asked?.reject(fromErrorInfo(reply.error))
    else asked?.resolve(reply.value as never)
  })
  const fail = (thrown: unknown) => {
    end ??= new AppError('internal', `thread ${name} ended`, { cause: thrown })
    for (const { reject } of pending.values()) reject(end)
    pending.clear()
    if (!closing) onDeath(thrown)
  }
  worker.on('error', fail)
  const exited = new Promise<void>((resolve) => {
    worker.on('exit', (code) => {
      fail(new AppError('internal', `thread ${name} exited with ${code}`))
      resolve()
    })
  })
  return {
    ask: (operation, input) =>
      new Promise((resolve, reject) => {
        // A thread that has ended takes messages and never answers.
        if (end) return reject(end)
        lastId += 1
        pending.set(lastId, { resolve, reject })
        worker.postMessage({ id: lastId, name: operation, input } satisfies Ask)
      }),
    close() {
      closing = true
      worker.postMessage({ id: 0, name: 'close', input: null } satisfies Ask)
      return exited
    },
    async kill() {
      closing = true
      await worker.terminate()
      await exited
    },
  }
}
