import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** A request as the platform would see it. */
export interface SeenRequest {
  method: string
  path: string
  /** As sent, undecoded. */
  query: string
  headers: IncomingMessage['headers']
  body: string
}

/** How a request is answered: with JSON, with raw text, or by doing something to the socket. */
export type Answer =
  | { status?: number; json: unknown; headers?: Record<string, string> }
  | { status: number; text: string; headers?: Record<string, string> }
  | ((response: ServerResponse, socket: Socket) => void)

export interface PlatformServer {
  url: string
  requests: SeenRequest[]
  /** Connections taken so far. */
  connections(): number
  stop(): Promise<void>
}

/** A platform of one purpose on loopback: answers by a function of the request and of how many came before it. */
export async function startPlatformServer(answer: (request: SeenRequest, order: number) => Answer): Promise<PlatformServer> {
  const requests: SeenRequest[] = []
  let connections = 0
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const [path = '', query = ''] = (request.url ?? '').split('?')
      const seen = { method: request.method ?? '', path, query, headers: request.headers, body: Buffer.concat(chunks).toString('utf8') }
      requests.push(seen)
      give(answer(seen, requests.length - 1), response)
    })
  })
  server.on('connection', () => (connections += 1))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    connections: () => connections,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function give(answer: Answer, response: ServerResponse): void {
  if (typeof answer === 'function') {
    if (response.socket) answer(response, response.socket)
    return
  }
  const { headers = {} } = answer
  response.writeHead(answer.status ?? 200, { 'Content-Type': 'application/json;charset=utf-8', Connection: 'close', ...headers })
  response.end('json' in answer ? JSON.stringify(answer.json) : answer.text)
}

export const success = { resultcode: '0', resultdesc: 'Success' }

/** @param status as errors.md §1 tells them apart; the client goes by the code */
export function refusal(code: number, status = 403, resultdesc = 'refused'): Answer {
  return { status, json: { resultcode: String(code), resultdesc } }
}
