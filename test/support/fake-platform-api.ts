import type { ApiHealth, AskOptions, FetchedBindings, PlatformApi } from '../../electron/platform/platform-api.ts'
import type { Binding } from '../../shared/domain/binding.ts'
import { AppError } from '../../shared/errors.ts'

/** A platform that holds bindings in memory and answers questions about them when it is told to: where the order of things matters. */
export interface FakePlatformApi extends PlatformApi {
  bindings: Map<string, Binding>
  /** What was asked, in order. */
  asked: string[]
  /** What the next question about this X or binding meets, instead of an answer. */
  failures: Map<string, Error>
  /** Answers wait for this. */
  gate: Promise<void>
  state: ApiHealth
  closed: boolean
}

const never = () => Promise.reject(new AppError('internal', 'nobody asks this here'))

export function makeFakePlatformApi(now: () => number, bindings: readonly Binding[] = []): FakePlatformApi {
  const answer = async (subject: string, find: () => Binding[], { signal }: AskOptions = {}): Promise<FetchedBindings> => {
    fake.asked.push(subject)
    const askedAt = now()
    await fake.gate
    if (signal?.aborted) throw new AppError('cancelled', 'cancelled')
    const failure = fake.failures.get(subject)
    if (failure !== undefined) throw failure
    const value = find()
    const body = JSON.stringify(value)
    return { value, askedAt, answeredAt: now() + 1, bodies: [body], pages: [{ body, found: value }], complete: true }
  }
  const fake: FakePlatformApi = {
    bindings: new Map(bindings.map((binding) => [binding.bindingId, binding])),
    asked: [],
    failures: new Map(),
    gate: Promise.resolve(),
    state: { state: 'idle', lastOkAt: null, error: null, until: null },
    closed: false,
    bind: never,
    change: never,
    unbind: never,
    setTemporaryCallee: never,
    stopCall: never,
    fetchRecordingAddress: never,
    downloadRecording: never,
    fetchBindingsOfX: (xNumber, options) =>
      answer(xNumber, () => [...fake.bindings.values()].filter((binding) => binding.xNumber === xNumber), options),
    fetchBinding: (bindingId, options) =>
      answer(bindingId, () => [...fake.bindings.values()].filter((one) => one.bindingId === bindingId), options),
    health: () => fake.state,
    async close() {
      fake.closed = true
    },
  }
  return fake
}
