import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { axbBindingUri } from '../platform/wire/axb-api.ts'
import type { Gate } from './api-auth.ts'
import { refuse, type ApiAnswer } from './api-results.ts'
import type { AxbApi } from './axb-api.ts'
import type { SimulatedApp } from './world.ts'

const maxRequestBytes = 64 * 1024

/** URIs of other modes (api.md §1.2): known, but not to an AXB app's key. */
const otherModesUris = new Set([
  '/rest/provision/caas/privatenumber/v1.0',
  '/rest/caas/privatenumber/calleenumber/v1.0',
  '/rest/caas/extendnumber/v1.0',
  '/rest/omp/xyrelationnumber/v1.0',
])

interface Options {
  gate: Gate
  apiOf(app: SimulatedApp): AxbApi
  onProblem(text: string): void
}

export function makeApiServer({ gate, apiOf, onProblem }: Options): Server {
  const answerTo = async (request: IncomingMessage): Promise<ApiAnswer | null> => {
    const url = new URL(request.url ?? '/', 'http://simulator')
    const known = url.pathname === axbBindingUri
    if (!known && !otherModesUris.has(url.pathname)) return null
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    const passed = gate.check(request.socket.remoteAddress ?? '', headers)
    if ('refusal' in passed) return passed.refusal
    if (!known) return refuse(1010040)

    const api = apiOf(passed.app)
    const query = Object.fromEntries(url.searchParams)
    switch (request.method) {
      case 'POST':
        return api.bind(await readJson(request))
      case 'PUT':
        return api.modify(await readJson(request))
      case 'DELETE':
        return api.unbind(query)
      case 'GET':
        return api.list(query)
      default:
        return null
    }
  }

  return createServer((request, response) => {
    answerTo(request).then(
      (answer) => send(response, answer),
      (error: unknown) => {
        onProblem(`API request failed: ${error instanceof Error ? error.name : 'unknown'}`)
        send(response, refuse(1010001))
      },
    )
  })
}

/** "The server closes the connection" after each answer (api.md §1). A wrong URI is a bare 404. */
function send(response: ServerResponse, answer: ApiAnswer | null): void {
  const headers = { 'Content-Type': 'application/json;charset=utf-8', Connection: 'close' }
  response.writeHead(answer?.status ?? 404, headers).end(answer === null ? '' : JSON.stringify(answer.body))
}

/** The parsed body; undefined when it is no JSON or too large, which the parameter check then refuses. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue
    bytes += chunk.length
    if (bytes > maxRequestBytes) return undefined
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    return undefined
  }
}
