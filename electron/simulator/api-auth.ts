import { minuteMs } from '../../shared/domain/time.ts'
import { parseSignature, readAttributes, verifySignature } from '../platform/sign.ts'
import { refuse, type ApiAnswer, type RefusalCode } from './api-results.ts'
import type { SimulatedApp } from './world.ts'

/** How many failures of one address are too many is not published; the time it is shut out is (api.md §1.1). */
export const failuresUntilBlocked = 20
export const blockedMs = 30 * minuteMs

export interface Gate {
  /** The app that signed a request, or the refusal. @param headers by lower-case name */
  check(address: string, headers: Readonly<Record<string, string | undefined>>): { app: SimulatedApp } | { refusal: ApiAnswer }
}

/**
 * @param now simulated epoch ms
 * @param whitelist addresses that may call; absent = any
 */
export function makeGate(apps: readonly SimulatedApp[], now: () => number, whitelist?: readonly string[]): Gate {
  const failures = new Map<string, { count: number; blockedUntil: number }>()

  const countFailure = (address: string): void => {
    const count = (failures.get(address)?.count ?? 0) + 1
    failures.set(address, count < failuresUntilBlocked ? { count, blockedUntil: 0 } : { count: 0, blockedUntil: now() + blockedMs })
  }

  return {
    check(address, headers) {
      if ((failures.get(address)?.blockedUntil ?? 0) > now()) return { refusal: refuse(1020176) }
      const finding = authenticate(apps, headers)
      if (typeof finding !== 'number') {
        failures.delete(address)
        return whitelist === undefined || whitelist.includes(address) ? { app: finding } : { refusal: refuse(1020166) }
      }
      countFailure(address)
      return { refusal: refuse(finding) }
    },
  }
}

function authenticate(apps: readonly SimulatedApp[], headers: Readonly<Record<string, string | undefined>>): SimulatedApp | RefusalCode {
  const { authorization } = headers
  if (authorization === undefined) return 1023006
  const wrong = authorizationFault(readAttributes(authorization) ?? new Map<string, string>())
  if (wrong !== null) return wrong

  // The X-WSSE counterparts of these codes are only guessed at in public (errors.md §2), so both generations get these.
  const token = headers['x-aksk'] ?? headers['x-wsse']
  if (token === undefined) return 1023033
  const attributes = readAttributes(token) ?? new Map<string, string>()
  if (!attributes.get('username')) return 1023034
  if (!attributes.get('nonce')) return 1023035
  if (!attributes.get('created')) return 1023036
  if (!attributes.get('passworddigest')) return 1023037

  // No code is published for a digest that does not fit: key and secret are refused alike, so that neither can be probed.
  const signature = parseSignature(headers)
  if ('fault' in signature) return 1010003
  const app = apps.find(({ appKey }) => appKey === signature.username)
  return app && verifySignature(signature, [app.appSecret]) ? app : 1010003
}

function authorizationFault(attributes: ReadonlyMap<string, string>): RefusalCode | null {
  const realm = attributes.get('realm')
  const profile = attributes.get('profile')
  const type = attributes.get('type')
  if (realm === undefined) return 1023007
  if (profile === undefined) return 1023008
  if (realm !== 'SDP') return 1023009
  if (profile !== 'UsernameToken') return 1023010
  if (type === undefined) return 1023012
  return type.toLowerCase() === 'appkey' ? null : 1023011
}
