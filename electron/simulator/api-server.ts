import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Gate } from './api-auth.ts'
import { refuse, type ApiAnswer } from './api-results.ts'
import type { Routes } from './api-routes.ts'
import type { FlowControl } from './flow-control.ts'
import type { RecordingFiles } from './recording-files.ts'
import { subjectOf, type RequestLog } from './request-log.ts'
import type { SimulatedApp } from './world.ts'

const maxRequestBytes = 64 * 1024

interface Options {
  gate: Gate
  flowControl: FlowControl
  routes: Routes
  recordingFiles: RecordingFiles
  log: RequestLog
  /** Simulated epoch ms. */
  now(): number
  onProblem(text: string): void
}

export function makeApiServer({ gate, flowControl, routes, recordingFiles, log, now, onProblem }: Options): Server {
  /** Null = 404: wrong base URL, URI or method. */
  const answerTo = async (request: IncomingMessage, url: URL): Promise<ApiAnswer | null> => {
    const { method = '' } = request
    const uri = url.pathname
    // A body that is cut off takes the socket with it.
    const address = request.socket.remoteAddress ?? ''
    const parameters = { query: Object.fromEntries(url.searchParams), body: await readJson(request) }
    const noted = <Answer extends ApiAnswer | null>(app: SimulatedApp | null, answer: Answer): Answer => {
      const resultcode = answer !== null && 'body' in answer ? answer.body.resultcode : ''
      log.add({ at: now(), appKey: app?.appKey ?? null, method, uri, subject: subjectOf(parameters), resultcode })
      return answer
    }

    if (!routes.knows(method, uri)) return noted(null, null)
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    const passed = gate.check(address, headers)
    if ('refusal' in passed) return noted(null, passed.refusal)
    const { app } = passed
    if (!flowControl.admits(app.appKey)) return noted(app, refuse(1010010))
    return noted(app, routes.answer(app, method, uri, parameters))
  }

  return createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://simulator')
    const file = request.method === 'GET' ? recordingFiles.read(url) : null
    if (file !== null) {
      if ('wav' in file) response.writeHead(200, { 'Content-Type': 'audio/wav', Connection: 'close' }).end(file.wav)
      else response.writeHead(file.status, { Connection: 'close' }).end()
      return
    }
    answerTo(request, url).then(
      (answer) => send(response, answer),
      (error: unknown) => {
        onProblem(`API request failed: ${error instanceof Error ? error.name : 'unknown'}`)
        send(response, refuse(1010001))
      },
    )
  })
}

/** "The server closes the connection" after each answer (api.md §1). A wrong URI is a bare 404, a redirection has no body. */
function send(response: ServerResponse, answer: ApiAnswer | null): void {
  const headers = { 'Content-Type': 'application/json;charset=utf-8', Connection: 'close' }
  if (answer === null) response.writeHead(404, headers).end()
  else if ('location' in answer) response.writeHead(answer.status, { Location: answer.location, Connection: 'close' }).end()
  else response.writeHead(answer.status, headers).end(JSON.stringify(answer.body))
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
