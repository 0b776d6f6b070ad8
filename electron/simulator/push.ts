import { Agent, request } from 'undici'

/** The HTTP side of pushing: one pooled connection set for all pushes. */
export interface Sender {
  /** The HTTP status, or why there was none. Never throws. */
  send(url: string, headers: Record<string, string>, body: string): Promise<{ status: number } | { problem: string }>
  close(): Promise<void>
}

/** The platform's own time-out is not published (callbacks.md §7); "a slow answer makes the push fail". */
export const pushTimeoutMs = 5_000

/** @param connections most connections per receiver */
export function makeSender(connections: number): Sender {
  const agent = new Agent({
    connections,
    connect: { timeout: pushTimeoutMs },
    headersTimeout: pushTimeoutMs,
    bodyTimeout: pushTimeoutMs,
  })
  return {
    async send(url, headers, body) {
      try {
        const signal = AbortSignal.timeout(pushTimeoutMs)
        const answer = await request(url, { method: 'POST', headers, body, dispatcher: agent, signal })
        await answer.body.dump()
        return { status: answer.statusCode }
      } catch (error) {
        return { problem: problemOf(error) }
      }
    },
    close: () => agent.destroy(),
  }
}

/** Only the code or the error's name: messages may hold the receiver's URL with its secret path. */
function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
