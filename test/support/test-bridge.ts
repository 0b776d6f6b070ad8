import { AppError, toErrorInfo } from '../../shared/errors.ts'
import { contract, type Channel, type InputOf, type News, type OutputOf, type PayloadOf } from '../../shared/ipc/contract.ts'
import type { Envelope } from '../../shared/ipc/envelope.ts'
import type { Bridge } from '../../renderer/api.ts'

type Answer<K extends Channel> = (input: InputOf<K>) => OutputOf<K> | Promise<OutputOf<K>>
export type Answers = { [K in Channel]: Answer<K> }

export interface TestBridge {
  bridge: Bridge
  /** What the page asked, in order. */
  sent: { channel: Channel; input: unknown }[]
  answer<K extends Channel>(channel: K, answer: Answer<K>): void
  answerAll(answers: Partial<Answers>): void
  notify<K extends News>(channel: K, payload: PayloadOf<K>): void
}

/**
 * The bridge as the preload gives it, answered by the test. It is made from the contract: inputs are parsed as the shell parses
 * them, values are cloned as they cross processes, and a channel that was renamed stops compiling here.
 */
export function createTestBridge(): TestBridge {
  const answers: Partial<Answers> = {}
  const listeners = new Map<News, Set<(payload: unknown) => void>>()
  const sent: TestBridge['sent'] = []

  async function run<K extends Channel>(channel: K, input: unknown): Promise<Envelope> {
    sent.push({ channel, input })
    const parsed = contract[channel].input.safeParse(input)
    if (!parsed.success) {
      const path = parsed.error.issues[0]?.path.join('.') ?? ''
      return { ok: false, error: { code: 'invalid-input', message: `bad input to ${channel}`, details: { path } } }
    }
    const answer: Answer<K> | undefined = answers[channel]
    try {
      if (!answer) throw new AppError('internal', `the test gives no answer to ${channel}`)
      return { ok: true, value: structuredClone(await answer(parsed.data as InputOf<K>)) }
    } catch (thrown) {
      return { ok: false, error: toErrorInfo(thrown) }
    }
  }

  return {
    sent,
    bridge: {
      call: (channel, input) => run(channel, ofThisRealm(structuredClone(input))),
      on(channel, listener) {
        const own = listeners.get(channel) ?? new Set()
        listeners.set(channel, own.add(listener))
        return () => own.delete(listener)
      },
    },
    answer(channel, answer) {
      Object.assign(answers, { [channel]: answer })
    },
    answerAll(more) {
      Object.assign(answers, more)
    },
    notify(channel, payload) {
      listeners.get(channel)?.forEach((listener) => listener(structuredClone(payload)))
    },
  }
}

/** Node clones bytes into its own realm; under jsdom they would be no `Uint8Array` to the schemas. */
function ofThisRealm(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
  if (Array.isArray(value)) return value.map(ofThisRealm)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, ofThisRealm(one)]))
}
