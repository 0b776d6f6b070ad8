/** A call that is going on, as the API needs to know it. */
export interface RunningCall {
  appKey: string
  sessionId: string
}

/** The port between the API's call stop (api.md §7) and what plays the calls. */
export interface RunningCalls {
  /** Undefined when it never was or is over. */
  find(sessionId: string): RunningCall | undefined
  /** Ends it now, as told by the customer: state code 8017. Nothing happens when it is over. */
  stop(sessionId: string): void
}

/** The side of what plays the calls: it says what has begun and what is over. */
export interface CallRegister extends RunningCalls {
  /** @param end called at most once, when it is told to stop; it is over by then */
  begin(call: RunningCall, end: () => void): void
  over(sessionId: string): void
}

export function makeCallRegister(): CallRegister {
  const running = new Map<string, { call: RunningCall; end: () => void }>()
  return {
    find: (sessionId) => running.get(sessionId)?.call,
    stop(sessionId) {
      const found = running.get(sessionId)
      running.delete(sessionId)
      found?.end()
    },
    begin(call, end) {
      running.set(call.sessionId, { call, end })
    },
    over(sessionId) {
      running.delete(sessionId)
    },
  }
}
