import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSimulator, type Simulator } from '../../../electron/simulator/simulator.ts'
import { readNames, type StoryNames } from '../../../electron/simulator/story-names.ts'
import { readStory, type Story } from '../../../electron/simulator/story.ts'
import { makeWorld } from '../../../electron/simulator/world.ts'
import { modes } from '../../../shared/domain/platform-app.ts'
import { aConnection, openTestBackend, type TestBackend } from '../../builders/test-backend.ts'
import { connectedNumber, secondsPerCase, storyNames, type PushCase, type Step } from './push-case.ts'
import { pushCases } from './push-cases.ts'

const seed = 4
const startAt = Date.UTC(2026, 2, 2, 3, 0, 0)
/** Fast, but events of a call still come one after the other. */
const speed = 300

const credentials = modes.map((mode) => ({ mode, appKey: `k-${mode}`, appSecret: `s-${mode}` }))

/** All cases as one story, each in its span. */
function storyOfAll(): Story {
  const steps = pushCases.flatMap((one, order) =>
    one.steps.map(({ after = 0, ...step }: Step, place) => ({ at: order * secondsPerCase + place + Number(after), ...step })),
  )
  const read = readStory(JSON.stringify({ names: storyNames, steps }))
  if ('faults' in read) throw new Error(read.faults.join('\n'))
  return read.story
}

const folder = mkdtempSync(join(tmpdir(), 'maskline-test-'))
let test: TestBackend
let simulator: Simulator
let names: StoryNames
const problems: string[] = []

beforeAll(async () => {
  const story = storyOfAll()
  names = readNames(makeWorld(seed, credentials), story)
  test = await openTestBackend(folder)
  for (const [order, { mode, appKey, appSecret }] of credentials.entries()) {
    const app = {
      name: mode,
      mode,
      appKey,
      secret: appSecret,
      baseUrl: 'http://127.0.0.1:9',
      answers: { call: { operation: 'connect' as const, calleeNumber: connectedNumber }, sms: 'forward' as const },
      api: { pollEveryMinutes: 0 },
    }
    if (order === 0) await test.ask('profiles.connect', aConnection({ app }))
    else await test.ask('apps.add', app)
  }
  const urls = new Map((await test.ask('apps.list', {})).map(({ appKey, pushUrl }) => [appKey, pushUrl]))
  simulator = await startSimulator({
    seed,
    apps: credentials,
    pushUrl: (appKey) => urls.get(appKey) ?? null,
    apiPort: 0,
    startAt,
    speed,
    callsPerSecond: null,
    maxCalls: 0,
    smsPerCall: 0,
    troubles: false,
    bad: [],
    generation: 'aksk',
    story,
    carrySmsContent: true,
    onProblem: (problem) => problems.push(problem),
  })
  while (!simulator.isFinished()) await new Promise((resolve) => setTimeout(resolve, 50))
}, 120_000)

afterAll(async () => {
  await simulator?.stop()
  await test?.backend.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
})

/** `$name` and `$name.part` inside a text. */
const resolveIn = (text: string) => text.replace(/\$[a-z]\w*(?:\.[a-z]+)?/g, (reference) => names.resolve(reference))

describe('every push of the platform, from the simulator through the receiver into the views', () => {
  it('plays every step and every push is answered with 200', () => {
    // The one wrong answer that a case gives in the server's place.
    expect(problems).toEqual(['wrong answer to callin: connectInfo.maxDuration'])
    expect(simulator.stats().failed).toBe(0)
  })

  const titled = pushCases.map((one) => ({ ...one, title: `${one.mode}, ${one.push}: ${one.tried}` }))
  it.each(titled)('$title', async ({ view, row }: PushCase) => {
    const wanted = Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, typeof value === 'string' ? resolveIn(value) : value]),
    )
    expect(await test.rows(resolveIn(view))).toEqual([wanted])
  })
})
