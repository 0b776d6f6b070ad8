import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { Envelope } from '../../shared/ipc/envelope.ts'
import type { Channel, OutputOf, SentTo } from '../../shared/ipc/contract.ts'
import { toPlatformTime } from '../../shared/domain/time.ts'
import { signHeaders } from '../../electron/platform/sign.ts'
import { makeSender } from '../../electron/simulator/push.ts'

/** An account connected to the app under test, and what the platform would push to it. */

type Bridged = Window & typeof globalThis & { maskline: { call: (channel: string, input: unknown) => Promise<Envelope> } }

/** Calls a channel from inside the page, as the page does. */
export async function call<K extends Channel>(page: Page, channel: K, input: SentTo<K>): Promise<OutputOf<K>> {
  const envelope = await page.evaluate(({ channel, input }) => (window as Bridged).maskline.call(channel, input), { channel, input })
  if (!envelope.ok) throw new Error(`${channel}: ${envelope.error.message}`)
  return envelope.value as OutputOf<K>
}

export interface Account {
  url: string
  appKey: string
  secret: string
}

/** A real profile with one app, its secret asked for at each start and so kept nowhere. */
export async function connectAccount(page: Page): Promise<Account> {
  const appKey = 'k-test'
  const secret = 'test-secret'
  await call(page, 'profiles.connect', {
    name: 'Test',
    keeping: 'ask',
    app: { name: 'shop', mode: 'AXB', appKey, secret, baseUrl: 'http://127.0.0.1' },
    receiver: { host: '127.0.0.1', port: 0 },
  })
  return { url: await pushUrlOf(page), appKey, secret }
}

export async function pushUrlOf(page: Page): Promise<string> {
  const [app] = await call(page, 'apps.list', {})
  if (!app?.pushUrl) throw new Error('the receiver has no address')
  return app.pushUrl
}

export const stepTypes = ['callin', 'callout', 'alerting', 'answer', 'disconnect'] as const
export type StepType = (typeof stepTypes)[number]

const x = '+8617000000001'
const callerOf = (tail: string) => `+8613800${tail.padStart(6, '0')}`
const calleeOf = (tail: string) => `+8613900${tail.padStart(6, '0')}`

/** One event of the call whose caller and callee end in `tail`. */
export function eventBody(type: StepType, tail: string, at: number): string {
  const legs = type === 'callin' ? { caller: callerOf(tail), called: x } : { caller: x, called: calleeOf(tail) }
  const ended = type === 'disconnect' ? { stateCode: 0, stateDesc: 'The user releases the call.' } : {}
  const statusInfo = { timestamp: toPlatformTime(at), sessionId: `session-${tail}`, subscriptionId: 'b-1', ...legs, ...ended }
  return JSON.stringify({ eventType: type, statusInfo })
}

/** The CDR of that call. Instants epoch ms. */
export function cdrBody(appKey: string, tail: string, times: { callIn: number; alerting: number; answer: number; end: number }): string {
  const record = {
    appKey,
    icid: `icid-${tail}`,
    sessionId: `session-${tail}`,
    subscriptionId: 'b-1',
    bindNum: x,
    callerNum: callerOf(tail),
    calleeNum: x,
    fwdDisplayNum: x,
    fwdDstNum: calleeOf(tail),
    callInTime: toPlatformTime(times.callIn),
    fwdStartTime: toPlatformTime(times.callIn),
    fwdAlertingTime: toPlatformTime(times.alerting),
    fwdAnswerTime: toPlatformTime(times.answer),
    callEndTime: toPlatformTime(times.end),
    fwdUnaswRsn: 0,
    ulFailReason: 0,
    sipStatusCode: 0,
    recordFlag: 0,
  }
  return JSON.stringify({ eventType: 'fee', feeLst: [record] })
}

/** Pushes signed bodies to the account's URL over pooled connections. */
export function makePusher({ url, appKey, secret }: Account) {
  const sender = makeSender(32)
  return {
    /** The HTTP status, or what went wrong instead. */
    async push(body: string, at = Date.now()): Promise<number | string> {
      const answer = await sender.send(url, signHeaders('aksk', appKey, secret, randomUUID(), at), body)
      return 'status' in answer ? answer.status : answer.problem
    },
    close: () => sender.close(),
  }
}
