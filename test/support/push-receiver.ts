import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ReceivedPush {
  headers: IncomingHttpHeaders
  text: string
  body: {
    eventType: string
    statusInfo?: Record<string, unknown>
    feeLst?: Record<string, unknown>[]
    numInfo?: Record<string, unknown>[]
    smsEvent?: Record<string, unknown>
  }
}

export interface PushReceiver {
  url: string
  received: ReceivedPush[]
  close(): Promise<void>
}

/**
 * A customer's server for the simulator to push to.
 * @param statusOf what the nth push (from 0) is answered with
 * @param answerTo the body of the answer; null = none comes at all
 */
export async function startPushReceiver(
  statusOf: (order: number) => number = () => 200,
  answerTo: (body: ReceivedPush['body']) => string | null = () => '',
): Promise<PushReceiver> {
  const received: ReceivedPush[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      const body = bodyOf(text)
      received.push({ headers: request.headers, text, body })
      const answer = answerTo(body)
      if (answer !== null) response.writeHead(statusOf(received.length - 1)).end(answer)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/push`,
    received,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** What is no JSON has an event type that nobody sends. */
function bodyOf(text: string): ReceivedPush['body'] {
  try {
    return JSON.parse(text) as ReceivedPush['body']
  } catch {
    return { eventType: 'unreadable' }
  }
}
