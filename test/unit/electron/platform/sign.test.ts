import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digest, parseSignature, signHeaders, verifySignature, type Signature } from '../../../../electron/platform/sign.ts'

const createdAt = Date.UTC(2026, 2, 1, 2, 0, 0)
const generations = ['aksk', 'wsse'] as const

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

function parsed(headers: Record<string, string | undefined>): Signature {
  const signature = parseSignature(headers)
  if ('fault' in signature) throw new Error(`not parsed: ${signature.fault}`)
  return signature
}

describe('digest', () => {
  it('is an HMAC over nonce and created for X-AKSK', () => {
    const expected = createHmac('sha256', 's3').update('n12026-03-01T02:00:00Z').digest('base64')
    expect(digest('aksk', 's3', 'n1', '2026-03-01T02:00:00Z').toString('base64')).toBe(expected)
  })

  it('is a hash over nonce, created and secret for X-WSSE', () => {
    const expected = createHash('sha256').update('n12026-03-01T02:00:00Zs3').digest('base64')
    expect(digest('wsse', 's3', 'n1', '2026-03-01T02:00:00Z').toString('base64')).toBe(expected)
  })
})

// printf '%s' "$nonce$created" | openssl dgst -sha256 -hmac "$secret" -binary | openssl base64 -A
// printf '%s' "$nonce$created$secret" | openssl dgst -sha256 -binary | openssl base64 -A
describe('digests made with openssl 3.0 on the command line', () => {
  it.each([
    {
      secret: 's3cr3t',
      nonce: '9f1c0a77',
      created: '2026-03-01T02:00:00Z',
      aksk: 'vTY2d+66m/bHGGGxsVGjSzNTHHIv+uShTo376RK0KcY=',
      wsse: 'yUeN/mFxx6LTpUK+fy9CrISqB6EaxXQh3ii3nW2QT3I=',
    },
    {
      secret: 'yf9NFm0J7vJ8xwNe6k2vpYxXw1b9',
      nonce: '66C92B11FF8A425FB8D4CCFE0ED9ED1F',
      created: '2018-02-12T15:30:20Z',
      aksk: '6xWSFUiPq9iyPYDmVB8Q2E/pN2YYvqVwJO6NtvV//4U=',
      wsse: 'KZu3wSJ0O0pkl25HuRC+93nsl+7WOfmr0Ha0mUynbLE=',
    },
    {
      secret: 'a/secret+with="odd" marks',
      nonce: '0',
      created: '2026-12-31T23:59:59Z',
      aksk: '35NOwaKmxvTmdUIZRdgP9R1cxZ+23Ag1MyBaqn7nPJc=',
      wsse: 'KrK+emRgO4EdopUe9Hw6gX7SNoIWGTKhKAOEe2eZmWI=',
    },
  ])('are ours, nonce $nonce', ({ secret, nonce, created, aksk, wsse }) => {
    expect(digest('aksk', secret, nonce, created).toString('base64')).toBe(aksk)
    expect(digest('wsse', secret, nonce, created).toString('base64')).toBe(wsse)
    const signed = lowerCased(signHeaders('aksk', 'k-demo', secret, nonce, Date.parse(created)))
    expect(signed['x-aksk']).toBe(`UsernameToken Username="k-demo",PasswordDigest="${aksk}",Nonce="${nonce}",Created="${created}"`)
    const legacy = lowerCased(signHeaders('wsse', 'k-demo', secret, nonce, Date.parse(created)))
    expect(legacy['x-wsse']).toBe(`UsernameToken Username="k-demo",PasswordDigest="${wsse}",Nonce="${nonce}",Created="${created}"`)
  })
})

describe('signHeaders', () => {
  it('writes the documented headers', () => {
    const headers = signHeaders('aksk', 'k-demo', 's3', '9f1c0a77', createdAt)
    expect(headers.Authorization).toBe('AKSK realm="SDP",profile="UsernameToken",type="Appkey"')
    expect(headers['X-AKSK']).toMatch(
      /^UsernameToken Username="k-demo",PasswordDigest="[A-Za-z0-9+/]{43}=",Nonce="9f1c0a77",Created="2026-03-01T02:00:00Z"$/,
    )
    expect(signHeaders('wsse', 'k', 's', 'n', createdAt).Authorization).toMatch(/^WSSE /)
  })
})

describe('parseSignature', () => {
  it.each(generations)('reads back what was signed, %s', (generation) => {
    const signature = parsed(lowerCased(signHeaders(generation, 'k-demo', 's3', 'n1', createdAt)))
    expect(signature).toMatchObject({ generation, username: 'k-demo', nonce: 'n1', created: '2026-03-01T02:00:00Z', createdAt })
    expect(verifySignature(signature, ['s3'])).toBe(true)
  })

  it('takes attributes in any order, spacing and case, quoted or not', () => {
    const given = digest('wsse', 's3', 'n1', '2026-03-01T02:00:00Z').toString('base64')
    const parts = ['Username="k"', `PasswordDigest = "${given}"`, 'NONCE=n1', 'created= "2026-03-01T02:00:00Z"']
    fc.assert(
      fc.property(fc.shuffledSubarray(parts, { minLength: 4 }), fc.constantFrom(',', ', ', ' , ', ' '), (order, separator) => {
        const signature = parsed({ 'x-wsse': `UsernameToken ${order.join(separator)}` })
        expect(verifySignature(signature, ['s3'])).toBe(true)
      }),
    )
  })

  it('prefers X-AKSK where both headers are present', () => {
    const headers = {
      ...lowerCased(signHeaders('wsse', 'k', 's', 'n', createdAt)),
      ...lowerCased(signHeaders('aksk', 'k', 's', 'n', createdAt)),
    }
    expect(parsed(headers).generation).toBe('aksk')
  })

  it('tells a missing signature from a malformed one', () => {
    expect(parseSignature({})).toEqual({ fault: 'missing' })
    expect(parseSignature({ 'x-aksk': ' ' })).toEqual({ fault: 'missing' })
    expect(parseSignature({ 'x-aksk': 'UsernameToken Username="k"' })).toEqual({ fault: 'malformed' })
    const whole = signHeaders('aksk', 'k', 's', 'n', createdAt)['X-AKSK'] ?? ''
    expect(parseSignature({ 'x-aksk': `${whole},Username="other"` })).toEqual({ fault: 'malformed' })
  })

  it('bounds nonce and created', () => {
    const withNonce = (length: number) => lowerCased(signHeaders('aksk', 'k', 's', 'n'.repeat(length), createdAt))
    expect(parseSignature(withNonce(128))).not.toHaveProperty('fault')
    expect(parseSignature(withNonce(129))).toEqual({ fault: 'malformed' })
    const longCreated = `UsernameToken Username="k",PasswordDigest="d",Nonce="n",Created="${'1'.repeat(65)}"`
    expect(parseSignature({ 'x-aksk': longCreated })).toEqual({ fault: 'malformed' })
  })

  it('keeps a Created that is no instant, as text', () => {
    const signature = parsed({ 'x-aksk': 'UsernameToken Username="k",PasswordDigest="d",Nonce="n",Created="yesterday"' })
    expect(signature.createdAt).toBeNull()
    expect(signature.created).toBe('yesterday')
  })
})

describe('verifySignature', () => {
  it('accepts any one of several secrets and refuses without one', () => {
    const signature = parsed(lowerCased(signHeaders('aksk', 'k', 'new', 'n', createdAt)))
    expect(verifySignature(signature, ['old', 'new'])).toBe(true)
    expect(verifySignature(signature, ['new', 'old'])).toBe(true)
    expect(verifySignature(signature, ['old'])).toBe(false)
    expect(verifySignature(signature, [])).toBe(false)
  })

  it('refuses a hex digest, which is not what the platform sends', () => {
    const signature = parsed(lowerCased(signHeaders('aksk', 'k', 's', 'n', createdAt)))
    const hex = Buffer.from(signature.digest, 'base64').toString('hex')
    expect(verifySignature({ ...signature, digest: hex }, ['s'])).toBe(false)
  })

  it('never throws, whatever the headers hold', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 1500, unit: 'binary' }), fc.constantFrom('x-aksk', 'x-wsse'), (text, header) => {
        const signature = parseSignature({ [header]: text })
        if (!('fault' in signature)) verifySignature(signature, ['s'])
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (given, nonce) => {
        const signature: Signature = { generation: 'aksk', username: 'k', digest: given, nonce, created: 'c', createdAt: null }
        expect(verifySignature(signature, ['s'])).toBe(false)
      }),
    )
  })

  it('spends bounded time on a hostile header', () => {
    const startedAt = performance.now()
    for (let round = 0; round < 100; round += 1) parseSignature({ 'x-aksk': 'a'.repeat(16_000) })
    for (let round = 0; round < 100; round += 1) parseSignature({ 'x-aksk': 'a '.repeat(512) })
    expect(performance.now() - startedAt).toBeLessThan(1_000)
  })
})
