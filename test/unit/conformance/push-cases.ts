import type { Mode } from '../../../shared/domain/platform-app.ts'
import { numberCauses, type NumberCause } from '../../../shared/domain/number-status.ts'

/** Steps of a story as `docs/simulator.md` describes them. */
export type Step = Readonly<Record<string, unknown>>

/** What the platform does, and what the views tell of it afterwards. */
export interface PushCase {
  mode: Mode
  push: string
  tried: string
  steps: readonly Step[]
  /** One query on the documented views, and its only row. */
  view: string
  row: Readonly<Record<string, unknown>>
}

/** Long enough for any call, any text and its answer; every case has its own span, so that none meets another. */
export const secondsPerCase = 150

/** A customer of one case: the last digits are the case's own. */
const customer = (order: number) => `+86139000${String(90_000 + order)}`

export const connectedNumber = '+8613800009001'

export const storyNames = {
  axb: { app: 'AXB', binding: 0 },
  ax: { app: 'AX', binding: 0 },
  ax2: { app: 'AX', binding: 1 },
  axe: { app: 'AXE', binding: 17 },
  axyb: { app: 'AXYB', binding: 0 },
  desk: { app: 'X', x: 0 },
  spare: { app: 'AXB', x: 5 },
  ...Object.fromEntries(Array.from({ length: 12 }, (_, order) => [`n${order}`, { app: 'AXE', x: 30 + order }])),
} as const

const all = 'callin,callout,alerting,answer,disconnect'

/** The call of one caller: its events in order, how it came out, whether its CDR agrees. */
const callView = (caller: string, columns = '') => `
  SELECT (SELECT group_concat(type, ',') FROM (SELECT e.type FROM v_call_events e WHERE e.sessionId = c.sessionId
            ORDER BY e.at, instr('callin collectInfo callout alerting answer disconnect', e.type))) AS events,
         c.outcome, c.releaseCode, (SELECT count(*) FROM v_cdrs r WHERE r.sessionId = c.sessionId AND r.releasePoint = c.releaseCode) AS cdrs
         ${columns}
    FROM v_calls c WHERE c.callerNumber = '${caller}'`

let customers = 0
interface CallGiven {
  from?: string
  call: Step
  before?: readonly Step[]
  events?: string
  outcome: string
  code: number
  columns?: string
  more?: Readonly<Record<string, unknown>>
}

function call(mode: Mode, tried: string, given: CallGiven): PushCase {
  customers += 1
  const from = given.from ?? customer(customers)
  return {
    mode,
    push: 'call events and CDR',
    tried,
    steps: [...(given.before ?? []), { do: 'call', app: mode, from, ...given.call }],
    view: callView(from, given.columns),
    row: { events: given.events ?? all, outcome: given.outcome, releaseCode: given.code, cdrs: 1, ...given.more },
  }
}

/** A binding of the case's own customer as A. */
function bindAxb(from: string, parameters: Step = {}): Step {
  return {
    do: 'bind',
    app: 'AXB',
    as: `own${from.slice(-4)}`,
    parameters: { callerNum: from, calleeNum: connectedNumber, relationNum: '$spare', ...parameters },
  }
}

/** On an X of its own connection: `connectedNumber` may stand on `$spare` only once, so each case unbinds. */
function overOwn(tried: string, code: number, outcome: string, given: { parameters?: Step; events?: string; call?: Step }): PushCase {
  customers += 1
  const from = customer(customers)
  const one = call('AXB', tried, {
    from,
    before: [bindAxb(from, given.parameters)],
    call: { to: '$spare', ...given.call },
    outcome,
    code,
    ...(given.events !== undefined && { events: given.events }),
  })
  return {
    ...one,
    steps: [
      ...one.steps,
      { do: 'unbind', app: 'AXB', after: secondsPerCase - 10, parameters: { subscriptionId: `$own${from.slice(-4)}` } },
    ],
  }
}

const ended = (...between: string[]) => ['callin', ...between, 'disconnect'].join(',')

const axbCalls = (): PushCase[] => [
  overOwn('answered, A → X → B', 0, 'answered', { call: { code: 0, rings: 4, talks: 20 } }),
  overOwn('no answer', 8101, 'not-answered', { call: { code: 8101 }, events: ended('callout', 'alerting') }),
  overOwn('busy', 8102, 'not-answered', { call: { code: 8102 }, events: ended('callout') }),
  overOwn('rejected', 7503, 'not-answered', { call: { code: 7503 }, events: ended('callout', 'alerting') }),
  overOwn('switched off', 8104, 'not-answered', { call: { code: 8104 }, events: ended('callout') }),
  overOwn('caller gives up while it rings', 7502, 'abandoned', { call: { code: 7502 }, events: ended('callout', 'alerting') }),
  overOwn('cut at maxDuration', 8010, 'answered', { parameters: { maxDuration: 1 }, call: { code: 0, talks: 100 } }),
  overOwn('against callDirection', 8016, 'failed', { parameters: { callDirection: 2 }, events: ended() }),
  call('AXB', 'nothing bound', { call: { to: '$axb.x' }, events: ended(), outcome: 'failed', code: 8014 }),
]

const axCalls = (): PushCase[] => [
  call('AX', 'answered, B → X → A', { call: { to: '$ax.x', code: 0, talks: 20 }, outcome: 'answered', code: 0 }),
  call('AX', 'A → X without a temporary callee', {
    from: '$ax.a',
    call: { to: '$ax.x' },
    events: ended(),
    outcome: 'failed',
    code: 8013,
  }),
  call('AX', 'A → X with one', {
    from: '$ax2.a',
    before: [{ do: 'temporary-callee', app: 'AX', parameters: { subscriptionId: '$ax2', calleeNum: '+8613900009777' } }],
    call: { to: '$ax2.x', code: 0, talks: 20 },
    outcome: 'answered',
    code: 0,
    columns: ', c.calleeNumber',
    more: { calleeNumber: '+8613900009777' },
  }),
]

const axeCalls = (): PushCase[] => [
  call('AXE', 'answered, B → X, E', {
    call: { to: '$axe.x', digits: '$axe.extension', code: 0, talks: 20 },
    events: 'callin,collectInfo,callout,alerting,answer,disconnect',
    outcome: 'answered',
    code: 0,
    columns: ', c.extension',
    more: { extension: '$axe.extension' },
  }),
  call('AXE', 'an extension nobody has', {
    call: { to: '$axe.x', digits: '0' },
    events: ended('collectInfo'),
    outcome: 'failed',
    code: 8022,
  }),
  call('AXE', 'nothing typed', { call: { to: '$axe.x', digits: '' }, events: ended('collectInfo'), outcome: 'abandoned', code: 8033 }),
  call('AXE', 'hangs up before typing', { call: { to: '$axe.x' }, events: ended(), outcome: 'abandoned', code: 7516 }),
]

const axybCalls = (): PushCase[] => [
  call('AXYB', 'answered, B → X, A sees Y', {
    from: '$axyb.b',
    call: { to: '$axyb.x', code: 0, talks: 20 },
    outcome: 'answered',
    code: 0,
    columns: ', c.xNumber, c.yNumber',
    more: { xNumber: '$axyb.x', yNumber: '$axyb.y' },
  }),
  call('AXYB', 'answered, A → Y, B sees X', {
    from: '$axyb.a',
    call: { to: '$axyb.y', code: 0, talks: 20 },
    outcome: 'answered',
    code: 0,
    columns: ', c.xNumber, c.yNumber',
    more: { xNumber: '$axyb.x', yNumber: '$axyb.y' },
  }),
]

const xCalls = (): PushCase[] => [
  call('X', 'the question answered as the app is set: connect', {
    call: { to: '$desk', code: 0, talks: 20 },
    outcome: 'answered',
    code: 0,
    columns: ', c.decision, c.calleeNumber',
    more: { decision: 'connect', calleeNumber: connectedNumber },
  }),
  call('X', 'as if the answer had been close', {
    call: { to: '$desk', answer: { operation: 'close', closeInfo: {} } },
    events: ended(),
    outcome: 'failed',
    code: 8017,
  }),
  call('X', 'as if the answer had been wrong: maxDuration 7200', {
    call: { to: '$desk', answer: { operation: 'connect', connectInfo: { calleeNum: connectedNumber, maxDuration: 7200 } } },
    events: ended(),
    outcome: 'failed',
    code: 8014,
  }),
]

const causeCodes: Readonly<Record<NumberCause, string>> = {
  deleted: '1',
  arrears: '2',
  'carrier-suspended': '3',
  'carrier-restricted': '5',
  'restriction-lifted': '6',
  'forward-all': '7',
  'forward-no-answer': '8',
  'forward-busy': '9',
}

/** Each on an X of its own: what was told, and what is known of the number now. */
let statuses = 0
function numberStatus(code: string, causeCode: string | null, status: string, cause: string | null): PushCase {
  const number = `$n${statuses}`
  statuses += 1
  const entry = { number, status: code, ...(causeCode !== null && { cause: causeCode }) }
  return {
    mode: 'AXE',
    push: 'numStatus',
    tried: causeCode === null ? `status ${code}` : `status ${code}, cause ${causeCode}`,
    steps: [{ do: 'push', app: 'AXE', body: { eventType: 'numStatus', numInfo: [entry] } }],
    view: `SELECT s.status, s.cause, s.statusCode, s.causeCode, x.status AS now, x.cause AS nowCause
             FROM v_number_status s JOIN v_x_numbers x ON x.xNumber = s.xNumber WHERE s.xNumber = '${number}'
            ORDER BY s.receivedAt DESC, s.deliveryId DESC LIMIT 1`,
    row: { status, cause, statusCode: code, causeCode, now: status, nowCause: cause },
  }
}

const numberStatuses = (): PushCase[] => [
  numberStatus('9', null, 'paused', null),
  ...numberCauses.map((cause) => numberStatus('10', causeCodes[cause], 'unavailable', cause)),
  numberStatus('10', '4', 'unavailable', '4'),
  numberStatus('11', null, 'binding-frozen', null),
  numberStatus('12', null, 'unknown', null),
]

const smsView = (column: 'senderNumber' | 'receiverNumber', number: string) => `
  SELECT group_concat(notification, ',') AS told, max(decision) AS decision, count(DISTINCT smsId) AS texts
    FROM (SELECT * FROM v_sms WHERE ${column} = '${number}' ORDER BY receivedAt, deliveryId)`

function sms(mode: Mode, tried: string, step: Step, from: string, told: string, decision: string | null): PushCase {
  return {
    mode,
    push: 'SMS',
    tried,
    steps: [{ do: 'sms', app: mode, from, text: '您好', ...step }],
    view: smsView('senderNumber', from),
    row: { told, decision, texts: 1 },
  }
}

const texts = (): PushCase[] => [
  sms('AXB', 'A → X → B', { to: '$axb.x' }, '$axb.a', 'Notify', null),
  sms('AX', 'B → X → A', { to: '$ax.x' }, customer(900), 'Notify', null),
  sms('AX', 'A → X, ends with @B', { to: '$ax.x', text: '您好@13900009778' }, '$ax.a', 'Notify', null),
  sms(
    'AX',
    'A → X, full-width ＠: asked, forwarded to the number it names',
    { to: '$ax2.x', text: '您好＠13900009779' },
    '$ax2.a',
    'Block,Notify',
    'forward',
  ),
  sms('X', 'asked, no number in it: discarded', { to: '$desk' }, customer(901), 'Block', 'discard'),
  sms('X', 'asked, forwarded to the number it names', { to: '$desk', text: '您好@13900009780' }, customer(902), 'Block,Notify', 'forward'),
]

/** The account concerns every app; looked at in the one with the most numbers. */
const account = (): PushCase[] => [
  {
    mode: 'AX',
    push: 'numStatus',
    tried: 'the account falls into arrears and is paid: every X, at most 100 to a message',
    steps: [{ do: 'arrears' }, { do: 'pay' }],
    view: `SELECT (SELECT group_concat(status || ' ' || n, ', ') FROM (SELECT status, count(*) AS n FROM v_number_status
                     WHERE appKey = 'k-AX' GROUP BY status ORDER BY status DESC)) AS told,
                  count(*) AS numbers, min(status) AS least, max(status) AS most FROM v_x_numbers WHERE appKey = 'k-AX'`,
    row: { told: 'paused 96, normal 96', numbers: 96, least: 'normal', most: 'normal' },
  },
]

const fee = (order: number) => ({
  appKey: 'k-AXB',
  icid: `many-${order}`,
  sessionId: `many-${order}`,
  bindNum: '$axb.x',
  callerNum: '$axb.a',
  calleeNum: '$axb.x',
  callInTime: '2026-03-01 02:00:01',
  callEndTime: '2026-03-01 02:00:31',
  ulFailReason: 8014,
})

const oddPushes = (): PushCase[] => [
  {
    mode: 'AXB',
    push: 'fee',
    tried: '51 CDRs, one more than documented',
    steps: [{ do: 'push', app: 'AXB', body: { eventType: 'fee', feeLst: Array.from({ length: 51 }, (_, order) => fee(order)) } }],
    view: `SELECT count(*) AS cdrs, (SELECT verdict || ' ' || reason FROM v_deliveries WHERE reason = 'more-than-documented') AS delivery
             FROM v_cdrs WHERE icid LIKE 'many-%'`,
    row: { cdrs: 51, delivery: 'accepted more-than-documented' },
  },
  {
    mode: 'AXB',
    push: 'fee',
    tried: 'one good CDR, one without sessionId',
    steps: [
      {
        do: 'push',
        app: 'AXB',
        body: { eventType: 'fee', feeLst: [{ ...fee(60), icid: 'good-1', sessionId: 'good-1' }, { appKey: 'k-AXB' }] },
      },
    ],
    view: `SELECT count(*) AS cdrs, (SELECT reason FROM v_deliveries WHERE verdict = 'partial') AS reason FROM v_cdrs WHERE icid = 'good-1'`,
    row: { cdrs: 1, reason: 'invalid-fields' },
  },
  {
    mode: 'AXB',
    push: 'unknown event',
    tried: 'eventType hold',
    steps: [{ do: 'push', app: 'AXB', body: { eventType: 'hold', statusInfo: { timestamp: '2026-03-01 02:00:01', sessionId: 'odd-1' } } }],
    view: `SELECT count(*) AS deliveries FROM v_deliveries WHERE verdict = 'quarantined' AND reason = 'unknown-event-type'`,
    row: { deliveries: 1 },
  },
]

/** In this order: arrears concern every number, so they come and go before anything else. */
export const pushCases: readonly PushCase[] = [
  ...account(),
  ...axbCalls(),
  ...axCalls(),
  ...axeCalls(),
  ...axybCalls(),
  ...xCalls(),
  ...texts(),
  ...numberStatuses(),
  ...oddPushes(),
]
