import { signHeaders } from '../../../electron/platform/sign.ts'
import { generateCall } from '../../../electron/simulator/generate-call.ts'
import { makeWorld } from '../../../electron/simulator/world.ts'

/** Signed call events of generated calls as bytes on the wire, every one with its own nonce. */
export function prepareRequests(options: {
  seed: number
  count: number
  app: { mode: 'AXB'; appKey: string; appSecret: string }
  path: string
  now: number
}): Buffer[] {
  const { seed, count, app, path, now } = options
  const world = makeWorld(seed, [app])
  const requests: Buffer[] = []
  for (let index = 0; requests.length < count; index += 1) {
    for (const { body } of generateCall(world, index, now).events) {
      const headers = signHeaders('aksk', app.appKey, app.appSecret, `n${requests.length}`, now)
      requests.push(toBytes(path, headers, JSON.stringify(body)))
    }
  }
  return requests.slice(0, count)
}

function toBytes(path: string, headers: Record<string, string>, body: string): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const head = [`POST ${path} HTTP/1.1`, 'Host: 127.0.0.1', 'Content-Type: application/json;charset=UTF-8', ...lines]
  return Buffer.from(`${head.join('\r\n')}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
}
