import { createHmac, hash, timingSafeEqual } from 'node:crypto'
import { parsePlatformTime } from '../../shared/domain/time.ts'

/** Two generations of header authentication: same input, another hash, another header (api.md §1.1). */
export type SignatureGeneration = 'aksk' | 'wsse'

export const maxNonceLength = 128
const maxCreatedLength = 64
const maxUsernameLength = 128
// 32 bytes are 44 characters of base64; more room only so that a wrong digest is "wrong", not "malformed".
const maxDigestLength = 256
// All attributes at their bounds with generous spacing. A longer header is not worth a look.
const maxHeaderLength = 1024

export interface Signature {
  generation: SignatureGeneration
  /** The app key the sender claims to hold. */
  username: string
  /** As it came, base64. */
  digest: string
  nonce: string
  /** As it came: it is signed as text, so it must not be reformatted. */
  created: string
  /** Epoch ms; null when the text is no instant. */
  createdAt: number | null
}

export interface SignatureFault {
  fault: 'missing' | 'malformed'
}

/** Raw digest bytes: HMAC-SHA256 keyed with the secret (X-AKSK) or SHA-256 with the secret appended (X-WSSE). */
export function digest(generation: SignatureGeneration, secret: string, nonce: string, created: string): Buffer {
  return generation === 'aksk'
    ? createHmac('sha256', secret)
        .update(nonce + created)
        .digest()
    : hash('sha256', nonce + created + secret, 'buffer')
}

/** `yyyy-MM-dd'T'HH:mm:ss'Z'`, no milliseconds. */
export function toCreated(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`
}

/** The two authentication headers of a request, either direction. Content type is the caller's matter. */
export function signHeaders(
  generation: SignatureGeneration,
  appKey: string,
  secret: string,
  nonce: string,
  createdAtMs: number,
): Record<string, string> {
  const created = toCreated(createdAtMs)
  const passwordDigest = digest(generation, secret, nonce, created).toString('base64')
  const token = `UsernameToken Username="${appKey}",PasswordDigest="${passwordDigest}",Nonce="${nonce}",Created="${created}"`
  return generation === 'aksk'
    ? { Authorization: 'AKSK realm="SDP",profile="UsernameToken",type="Appkey"', 'X-AKSK': token }
    : { Authorization: 'WSSE realm="SDP",profile="UsernameToken",type="Appkey"', 'X-WSSE': token }
}

// Bounded name: without the bound a long run of letters would cost quadratic time.
const attribute = /([A-Za-z]{1,32})\s{0,8}=\s{0,8}(?:"([^"]*)"|([^\s,"]+))/g

/**
 * The `name="value"` attributes of a header by lower-case name, whatever their order and spacing: official samples put
 * either `,` or `, ` between them. Null when the header is too long or names an attribute twice.
 */
export function readAttributes(header: string): Map<string, string> | null {
  if (header.length > maxHeaderLength) return null
  const found = new Map<string, string>()
  attribute.lastIndex = 0
  for (let match = attribute.exec(header); match !== null; match = attribute.exec(header)) {
    const name = (match[1] ?? '').toLowerCase()
    if (found.has(name)) return null
    found.set(name, match[2] ?? match[3] ?? '')
  }
  return found
}

/**
 * Reads who signed a push and how. `Authorization` is not asked for: it carries nothing that the second header does not.
 * @param headers by lower-case name; where both generations are present the current one counts
 */
export function parseSignature(headers: Readonly<Record<string, string | undefined>>): Signature | SignatureFault {
  const generation = headers['x-aksk'] !== undefined ? 'aksk' : 'wsse'
  const header = headers[`x-${generation}`]
  if (header === undefined || header.trim() === '') return { fault: 'missing' }
  const attributes = readAttributes(header)
  if (attributes === null) return { fault: 'malformed' }
  const username = attributes.get('username') ?? ''
  const passwordDigest = attributes.get('passworddigest') ?? ''
  const nonce = attributes.get('nonce') ?? ''
  const created = attributes.get('created') ?? ''
  const wellFormed =
    within(username, maxUsernameLength) &&
    within(passwordDigest, maxDigestLength) &&
    within(nonce, maxNonceLength) &&
    within(created, maxCreatedLength)
  if (!wellFormed) return { fault: 'malformed' }
  return { generation, username, digest: passwordDigest, nonce, created, createdAt: parsePlatformTime(created) }
}

function within(text: string, max: number): boolean {
  return text.length > 0 && text.length <= max
}

/**
 * Whether any of the secrets made the digest. Every secret is tried whatever the earlier ones gave, and bytes are compared
 * in constant time, so the time taken tells nothing about which secret is near. Never throws.
 * @param secrets none when the app has no secret at hand: false; two while one is being rotated
 */
export function verifySignature(signature: Signature, secrets: readonly string[]): boolean {
  const given = Buffer.from(signature.digest, 'base64')
  let holds = false
  for (const secret of secrets) {
    const expected = digest(signature.generation, secret, signature.nonce, signature.created)
    if (given.length === expected.length && timingSafeEqual(given, expected)) holds = true
  }
  return holds
}
