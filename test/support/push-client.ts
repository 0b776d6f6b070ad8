import { signHeaders, type SignatureGeneration } from '../../electron/platform/sign.ts'
import { anApp, secret as testSecret } from '../builders/platform-app.ts'

export interface PushOptions {
  appKey?: string
  secret?: string
  generation?: SignatureGeneration
  nonce?: string
  signedAt?: number
  /** Added to the headers, or instead of them. */
  headers?: Readonly<Record<string, string>>
}

export interface Answer {
  status: number
  text: string
  headers: Headers
}

let lastNonce = 0

/** A nonce of its own for each push, in this process. */
export function freshNonce(): string {
  return `t${process.pid}n${(lastNonce += 1)}`
}

export function pushHeaders(options: PushOptions = {}): Record<string, string> {
  const { appKey = anApp().appKey, secret = testSecret, generation = 'aksk', nonce = freshNonce(), signedAt = Date.now() } = options
  return {
    'Content-Type': 'application/json;charset=UTF-8',
    ...signHeaders(generation, appKey, secret, nonce, signedAt),
    ...options.headers,
  }
}

/** Pushes as the platform does. @param body an object, or text or bytes as they are */
export async function push(url: string, body: object | string | Uint8Array<ArrayBuffer>, options: PushOptions = {}): Promise<Answer> {
  const raw = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
  const response = await fetch(url, { method: 'POST', headers: pushHeaders(options), body: raw })
  return { status: response.status, text: await response.text(), headers: response.headers }
}
