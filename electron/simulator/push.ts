import { Agent, request } from 'undici'

/** What a customer's server said. */
export type PushAnswer = { status: number; text: string } | { problem: string }

/** The HTTP side of pushing: one pooled connection set for all pushes. */
export interface Sender {
  /** The HTTP status, or why there was none; the body is thrown away and `text` stays blank. Never throws. */
  send(url: string, headers: Record<string, string>, body: string): Promise<PushAnswer>
  /** The same, with the body of the answer: at most 64 KiB of it. */
  ask(url: string, headers: Record<string, string>, body: string): Promise<PushAnswer>
  close(): Promise<void>
}

/**
 * The platform's own time-out is not published (callbacks.md §7); "a slow answer makes the push fail". Nor is how long it waits for the
 * answer to a question: "a few seconds must be assumed" (callbacks.md §3.1).
 */
export const pushTimeoutMs = 5_000
const maxAnswerBytes = 64 * 1024

/** @param connections most connections per receiver */
export function makeSender(connections: number): Sender {
  const agent = new Agent({
    connections,
    connect: { timeout: pushTimeoutMs },
    headersTimeout: pushTimeoutMs,
    bodyTimeout: pushTimeoutMs,
  })
  const post = async (url: string, headers: Record<string, string>, body: string, wantsText: boolean): Promise<PushAnswer> => {
    try {
      const signal = AbortSignal.timeout(pushTimeoutMs)
      const answer = await request(url, { method: 'POST', headers, body, dispatcher: agent, signal })
      if (wantsText) return { status: answer.statusCode, text: await readText(answer.body) }
      await answer.body.dump()
      return { status: answer.statusCode, text: '' }
    } catch (error) {
      return { problem: problemOf(error) }
    }
  }
  return {
    send: (url, headers, body) => post(url, headers, body, false),
    ask: (url, headers, body) => post(url, headers, body, true),
    close: () => agent.destroy(),
  }
}

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes > maxAnswerBytes) throw new RangeError('the answer is too long')
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Only the code or the error's name: messages may hold the receiver's URL with its secret path. */
function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
