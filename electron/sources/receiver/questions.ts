import type { Arrival } from '../../ingest/arrival.ts'

/**
 * How long the platform waits for an answer is not published; a few seconds must be assumed (callbacks.md §3.1). Half a second is far
 * more than a commit takes, and far less than a caller notices.
 */
export const answerWithinMs = 500

/** Questions already answered that may wait until the database takes writes again. Minutes of the busiest app, in a few dozen MiB. */
export interface KeepLimits {
  questions: number
  /** Of their bodies, in characters. */
  size: number
}
const houseLimits: KeepLimits = { questions: 20_000, size: 32 * 1024 * 1024 }

const firstRetryMs = 1_000
const longestRetryMs = 30_000
const storedTogether = 512

export interface QuestionCounts {
  /** Answered before they were on disk. */
  answeredAhead: number
  /** Answered, and lost for the journal. */
  notKept: number
}

export interface QuestionPorts {
  /** Resolves to how many, from the front, are on disk. Never rejects. */
  store: (arrivals: Arrival[]) => Promise<number>
  /** @returns what stops it */
  after: (ms: number, work: () => void) => () => void
  /** The counts changed. */
  onChange: () => void
  log: (line: string) => void
}

/**
 * The one place where an answer does not wait for the disk: somebody hears it ringing. What is not stored by then is stored afterwards,
 * however long the database takes no writes, within limits.
 */
export interface QuestionDesk {
  /**
   * @param send sends the answer; called once, in time
   * @returns what is to be told whether the question was stored
   */
  begin: (arrival: Arrival, send: () => void) => (stored: boolean) => void
  counts: () => QuestionCounts
  /** Waits for what is being stored and tries a last time to store the rest. */
  close: () => Promise<void>
}

export function createQuestionDesk({ store, after, onChange, log }: QuestionPorts, limits = houseLimits): QuestionDesk {
  const counts: QuestionCounts = { answeredAhead: 0, notKept: 0 }
  const kept: Arrival[] = []
  let keptSize = 0
  let closed = false
  let unsettled = 0
  let onSettled = () => {}
  let stopRetrying = () => {}
  /** One attempt at a time: of two, the second would store again what the first has stored. */
  let attempt: Promise<void> | null = null

  function lose(questions: number): void {
    if (questions === 0) return
    counts.notKept += questions
    log(`questions of the platform answered but not kept: ${questions}`)
    onChange()
  }

  function keep(arrival: Arrival): void {
    if (closed || kept.length >= limits.questions || keptSize + arrival.body.length > limits.size) return lose(1)
    kept.push(arrival)
    keptSize += arrival.body.length
    if (kept.length === 1) retryIn(firstRetryMs)
  }

  function retryIn(ms: number): void {
    if (closed) return
    stopRetrying = after(ms, () => {
      void storeKept().then(() => {
        if (kept.length > 0) retryIn(Math.min(ms * 2, longestRetryMs))
      })
    })
  }

  function storeKept(): Promise<void> {
    attempt ??= storeWhilePossible().finally(() => (attempt = null))
    return attempt
  }

  async function storeWhilePossible(): Promise<void> {
    while (kept.length > 0) {
      const stored = kept.splice(0, await store(kept.slice(0, storedTogether)))
      for (const { body } of stored) keptSize -= body.length
      if (stored.length === 0) return
    }
  }

  function settled(): void {
    unsettled -= 1
    if (unsettled === 0) onSettled()
  }

  return {
    begin(arrival, send) {
      let sent = false
      const sendOnce = (ahead: boolean) => {
        if (sent) return
        sent = true
        stopWaiting()
        send()
        if (!ahead) return
        counts.answeredAhead += 1
        onChange()
      }
      const stopWaiting = after(answerWithinMs, () => sendOnce(true))
      unsettled += 1
      return (stored) => {
        sendOnce(!stored)
        if (!stored) keep(arrival)
        settled()
      }
    },
    counts: () => ({ ...counts }),
    async close() {
      stopRetrying()
      if (unsettled > 0) await new Promise<void>((resolve) => (onSettled = resolve))
      await storeKept()
      closed = true
      lose(kept.length)
      stopRetrying()
    },
  }
}
