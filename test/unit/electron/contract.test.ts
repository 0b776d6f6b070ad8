import fc from 'fast-check'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { answer } from '../../../electron/ipc/answer.ts'
import { maskText } from '../../../shared/domain/phone-number.ts'
import { Envelope } from '../../../shared/ipc/envelope.ts'
import { channels, contract, type BackendChannel, type ShellHandlers } from '../../../shared/ipc/contract.ts'
import { bodiesInOrder, generatedCalls } from '../../builders/pushes.ts'
import { aConnection, openTestBackend, type TestBackend } from '../../builders/test-backend.ts'
import { push } from '../../support/push-client.ts'
import { seed } from '../../support/seed.ts'
import { tempFolder } from '../../support/temp-folder.ts'

// Processes and threads start slowly where other tests have both cores.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const payloads = 1_000
const backendChannels = channels.filter((channel): channel is BackendChannel => contract[channel].at === 'backend')

const table = { name: '号码表.csv', bytes: new TextEncoder().encode('号码,城市\n17000000001,0755\n17000000002,北京\n') }

/** An input of each channel that it understands. Changing one is how inputs come about that are almost right. */
const understood: Record<BackendChannel, unknown> = {
  'settings.get': {},
  'settings.update': { theme: 'dark' },
  'profiles.list': {},
  'profiles.startDemo': {},
  'profiles.connect': aConnection(),
  'profiles.open': { id: 'none' },
  'profiles.unlock': { with: 'secrets', secrets: [{ appId: 1, secret: 'test-secret' }] },
  'profiles.close': {},
  'apps.list': {},
  'apps.add': { name: 'two', mode: 'AXB', appKey: 'k-two', secret: 's', baseUrl: 'http://127.0.0.1' },
  'apps.update': { id: 1, name: 'one' },
  'apps.setSecret': { id: 1, secret: 'test-secret', how: 'add' },
  'apps.reverify': { id: 1 },
  'receiver.get': {},
  'receiver.update': { port: 0 },
  'status.get': {},
  'deliveries.problems': { limit: 50 },
  'live.calls': { filter: { phases: ['talking'], mode: 'AXB', appId: 1, xId: 1, digits: '0755' }, offset: 0, limit: 60 },
  'live.cards': {},
  'live.minutes': {},
  'live.feed': { limit: 50 },
  'calls.get': { id: 1 },
  'calls.list': { scope: { kind: 'started', from: 0, to: 9_999_999_999_999, outcome: 'answered' }, after: '[1,1]', limit: 100 },
  'numbers.summary': {},
  'numbers.previewTable': { file: table },
  'numbers.importTable': { file: table, mapping: { number: 0, city: 1, app: null, appId: 1 } },
  'poller.list': {},
  'poller.run': { appId: null },
  'poller.cancel': { appId: 1 },
  'bindings.history': { appId: 1, elsewhere: true, before: 100, limit: 50 },
}
/** Not asked when a payload happens to be understood: the profile under test would be gone. */
const leaves = new Set<BackendChannel>(['profiles.startDemo', 'profiles.close', 'profiles.connect'])
/** Nor this one: it would take the default port, and look up hosts. */
const badOnly = new Set<BackendChannel>([...leaves, 'receiver.update'])

/** What they understand costs them a thread for each file. */
const slow = new Set<BackendChannel>(['numbers.previewTable', 'numbers.importTable'])

/** Puts `value` in the place that `where` chooses. */
function spoil(input: unknown, where: number, value: unknown): unknown {
  if (typeof input !== 'object' || input === null) return value
  // Of a file, now and then, only a byte is another: its reader has to cope.
  if (input instanceof Uint8Array) return where % 2 === 0 ? value : input.with(where % input.length, Number(where % 256))
  const keys = Object.keys(input)
  if (keys.length === 0) return value
  const key = keys[where % keys.length] ?? ''
  const spoilt = spoil((input as Record<string, unknown>)[key], Math.floor(where / keys.length), value)
  return Array.isArray(input) ? input.map((each: unknown, index) => (String(index) === key ? spoilt : each)) : { ...input, [key]: spoilt }
}

const small = fc.oneof(
  fc.anything({ maxDepth: 1 }),
  fc.double(),
  fc.maxSafeInteger(),
  fc.bigInt(),
  fc.string({ unit: 'binary', maxLength: 300 }),
)
function payloadsOf(channel: BackendChannel): fc.Arbitrary<unknown> {
  const anything = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true })
  if (badOnly.has(channel)) return anything
  const almost = fc.tuple(fc.nat(1_000), small).map(([where, value]) => spoil(understood[channel], where, value))
  return slow.has(channel) ? fc.oneof({ weight: 19, arbitrary: anything }, { weight: 1, arbitrary: almost }) : fc.oneof(anything, almost)
}

describe('the contract', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'maskline-test-'))
  let test: TestBackend

  beforeAll(async () => {
    test = await openTestBackend(dataDir)
    await test.ask('profiles.connect', aConnection())
    const [app] = await test.ask('apps.list', {})
    for (const body of bodiesInOrder(generatedCalls(seed, [1, 2, 3, 4, 5], Date.now() - 60_000))) await push(app?.pushUrl ?? '', body)
  })
  afterAll(async () => {
    await test.backend.close()
    rmSync(dataDir, { recursive: true, force: true })
  })

  it('has a handler for every channel and none beside', () => {
    expect(Object.keys(test.backend.handlers).toSorted()).toEqual(backendChannels.toSorted())
    // Those of the shell need Electron: that none is missing is for the compiler to see, that they answer for the journeys.
    const shell: Record<keyof ShellHandlers, true> = { 'shell.state': true }
    expect([...backendChannels, ...Object.keys(shell)].toSorted()).toEqual(channels.toSorted())
  })

  it.each(backendChannels.filter((channel) => !leaves.has(channel)))(
    '%s answers what it understands in the agreed shape, or refuses it for a reason',
    async (channel) => {
      const envelope = Envelope.parse(await answer(test.backend.handlers, channel, understood[channel], () => {}))
      if (envelope.ok) expect(contract[channel].output.safeParse(envelope.value).error).toBeUndefined()
      else expect(['not-found', 'conflict', 'restricted', 'credentials']).toContain(envelope.error.code)
    },
  )

  it.each(channels)('%s refuses bad input', (channel) => {
    for (const bad of [null, undefined, 7, 'text', [], () => {}]) {
      expect(contract[channel].input.safeParse(bad).success).toBe(false)
    }
  })

  it.each(backendChannels)(`%s survives ${payloads} payloads (seed ${seed})`, async (channel) => {
    const bugs: string[] = []
    await fc.assert(
      fc.asyncProperty(payloadsOf(channel), async (payload) => {
        const fits = contract[channel].input.safeParse(payload).success
        if (fits && badOnly.has(channel)) return
        const envelope = Envelope.parse(await answer(test.backend.handlers, channel, payload, (line) => void bugs.push(line)))
        if (envelope.ok) expect(contract[channel].output.safeParse(envelope.value).error).toBeUndefined()
        else {
          expect(envelope.error.code === 'invalid-input' || fits).toBe(true)
          expect(envelope.error.code).not.toBe('internal')
          expect(maskText(envelope.error.message)).toBe(envelope.error.message)
        }
      }),
      { seed, numRuns: payloads },
    )
    expect(bugs).toEqual([])
  })

  it('answers as before after all of that', async () => {
    expect(await test.ask('status.get', {})).toMatchObject({ receiver: { state: 'listening' }, database: { state: 'ok' } })
    expect((await test.ask('calls.list', { scope: { kind: 'started', from: 0, to: Date.now() + 1 } })).total).toBe(5)
  })
})

describe('without a profile', () => {
  const free = /^(settings|profiles)\./
  it('has every channel of a profile say so', async () => {
    const test = await openTestBackend(tempFolder())
    for (const channel of backendChannels.filter((name) => !free.test(name) || name === 'profiles.unlock')) {
      expect(await test.refusal(channel, understood[channel])).toMatchObject({ code: 'conflict', details: { reason: 'no-profile' } })
    }
    await test.backend.close()
  })
})
