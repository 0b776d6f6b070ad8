import type { Mode } from '../../../shared/domain/platform-app.ts'
import { connectedNumber, customer, secondsPerCase, type PushCase, type Step } from './push-case.ts'

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

export const callCases: readonly PushCase[] = [...axbCalls(), ...axCalls(), ...axeCalls(), ...axybCalls(), ...xCalls()]
