import { eventBody, makePusher, stepTypes, type Account, type StepType } from '../../support/account.ts'

export const pushesPerSecond = 200
export const callsPerSecond = pushesPerSecond / stepTypes.length
/** Calls that begin in the two seconds between one event of a call and the next. */
const callsPerStep = 2 * callsPerSecond
/** Calls that must come before the first of `run`. */
export const warmCalls = callsPerStep * stepTypes.length

const tailOf = (call: number) => String(call).padStart(4, '0')

/** Calls of the bench, told apart on screen by the last four digits of the caller, which masking leaves. */
export function startTraffic(account: Account) {
  const pusher = makePusher(account)
  const sentAt = new Map<string, number>()
  const failed: (number | string)[] = []

  const push = async (type: StepType, tail: string) => {
    if (type === 'callin') sentAt.set(tail, performance.timeOrigin + performance.now())
    const status = await pusher.push(eventBody(type, tail, Date.now()))
    if (status !== 200) failed.push(status)
  }

  return {
    /** When each call's first push left, epoch ms with fractions. */
    sentAt,
    failed,
    /** Calls from `first` on get as far as talking and stay. */
    async fill(first: number, count: number): Promise<void> {
      for (let call = first; call < first + count; call += 20) {
        const tails = Array.from({ length: Math.min(20, first + count - call) }, (_, offset) => tailOf(call + offset))
        for (const type of stepTypes.slice(0, 4)) await Promise.all(tails.map((tail) => push(type, tail)))
      }
    },
    /**
     * 200 pushes a second: 40 calls begin each second and have one of their five events every two seconds.
     * The `warmCalls` before `first` have their later events here, so that the rate is whole from the start.
     */
    run(first: number, seconds: number): Promise<void> {
      const startedMs = performance.now()
      const total = seconds * pushesPerSecond
      let sent = 0
      return new Promise((resolve) => {
        const beat = setInterval(() => {
          const due = Math.min(total, Math.floor(((performance.now() - startedMs) / 1_000) * pushesPerSecond))
          for (; sent < due; sent += 1) {
            const step = sent % stepTypes.length
            const call = first + Math.floor(sent / stepTypes.length) - step * callsPerStep
            const type = stepTypes[step]
            if (type) void push(type, tailOf(call))
          }
          if (sent < total) return
          clearInterval(beat)
          resolve()
        }, 5)
      })
    },
    close: pusher.close,
  }
}
