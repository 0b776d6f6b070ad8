import { connect, type Socket } from 'node:net'

/**
 * Raw keep-alive connections that send prepared requests, one at a time each: an HTTP client would spend more of the two cores than
 * the server under test.
 * @param seconds to measure, after one of warming up
 * @returns answered 200 per second while measuring
 */
export async function load(port: number, requests: readonly Buffer[], connections: number, seconds: number): Promise<number> {
  let next = 0
  let answered = 0
  let other = 0
  let running = true
  const send = (socket: Socket) => {
    const request = requests[next]
    next += 1
    if (request === undefined) running = false
    else if (running) socket.write(request)
  }
  const sockets = Array.from({ length: connections }, () => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    // Answers are one small segment each: the first line is all there is to know.
    socket.on('data', (data) => {
      if (data.toString('latin1', 9, 12) === '200') answered += 1
      else other += 1
      send(socket)
    })
    socket.on('error', () => {})
    socket.on('connect', () => send(socket))
    return socket
  })
  await sleep(1_000)
  const from = answered
  const startedMs = performance.now()
  await sleep(seconds * 1_000)
  const rate = (answered - from) / ((performance.now() - startedMs) / 1_000)
  const exhausted = !running
  running = false
  for (const socket of sockets) socket.destroy()
  if (other > 0) throw new Error(`${other} pushes were not answered 200`)
  if (exhausted) throw new Error('the prepared requests ran out: prepare more')
  return rate
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
