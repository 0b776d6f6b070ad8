import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { expect, it, onTestFinished, vi } from 'vitest'
import { openReception, type Reception } from '../../../../electron/profile/reception.ts'
import { createNonceMemory } from '../../../../electron/sources/receiver/nonces.ts'
import { createQuestionDesk } from '../../../../electron/sources/receiver/questions.ts'
import { ReceiverSettings } from '../../../../shared/settings.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const ports = {
  now: () => 1_000,
  appOf: () => null,
  secretsOf: () => [],
  nonces: createNonceMemory(),
  store: async () => 0,
  questions: createQuestionDesk({ store: async () => 0, after: () => () => {}, onChange: () => {}, log: () => {} }),
  reject: () => {},
}

async function takenPort() {
  const other = createServer()
  other.listen(0, '127.0.0.1')
  await once(other, 'listening')
  onTestFinished(() => void other.close())
  const leave = () => new Promise<void>((resolve) => other.close(() => resolve()))
  return { port: (other.address() as AddressInfo).port, leave }
}

/** Timers that run when the test says so. */
async function opened(settings: ReceiverSettings) {
  const due: { ms: number; work: () => void }[] = []
  const waits: number[] = []
  let changes = 0
  const reception: Reception = await openReception(settings, ports, {
    after(ms, work) {
      const timer = { ms, work }
      due.push(timer)
      waits.push(ms)
      return () => void (due.includes(timer) && due.splice(due.indexOf(timer), 1))
    },
    onChange: () => void (changes += 1),
  })
  onTestFinished(() => reception.close())
  /** Runs what is due and waits until it is either listening or due again. */
  const elapse = async () => {
    due.splice(0).forEach(({ work }) => work())
    await vi.waitFor(() => expect(due.length > 0 || reception.state().state === 'listening').toBe(true), { timeout: 10_000 })
  }
  return { reception, due, waits, elapse, changes: () => changes }
}

it('tries a taken port again, ever more seldom, until it is free', async () => {
  const { port, leave } = await takenPort()
  const { reception, waits, due, elapse, changes } = await opened(ReceiverSettings.parse({ port }))
  expect(reception.state()).toMatchObject({ state: 'failed', error: { details: { reason: 'port-taken' } } })
  for (let tries = 0; tries < 7; tries += 1) await elapse()
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
  expect(changes()).toBe(0)
  await leave()
  await elapse()
  expect(reception.state()).toMatchObject({ state: 'listening', error: null, url: `http://127.0.0.1:${port}` })
  expect([changes(), due.length]).toEqual([1, 0])
})

it('stops trying when it is closed or listens elsewhere, and goes on when a move fails', async () => {
  const { port } = await takenPort()
  const { port: another } = await takenPort()
  const { reception, due } = await opened(ReceiverSettings.parse({ port }))
  await expect(reception.move(ReceiverSettings.parse({ port: another }))).rejects.toMatchObject({ code: 'conflict' })
  await vi.waitFor(() => expect(due).toHaveLength(1))
  expect(reception.state()).toMatchObject({ state: 'failed', settings: { port } })
  await reception.move(ReceiverSettings.parse({ port: 0 }))
  expect([reception.state().state, due.length]).toEqual(['listening', 0])

  const second = await opened(ReceiverSettings.parse({ port }))
  expect(second.due).toHaveLength(1)
  await second.reception.close()
  expect(second.due).toHaveLength(0)
})

it('does not try a bad certificate again', async () => {
  const tls = { certFile: '/nowhere/cert.pem', keyFile: '/nowhere/key.pem' }
  const { reception, due } = await opened(ReceiverSettings.parse({ port: 0, tls }))
  expect([reception.state().state, due.length]).toEqual(['failed', 0])
})
