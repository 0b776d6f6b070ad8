import { Buffer } from 'node:buffer'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { SentTo } from '../../../../shared/ipc/contract.ts'
import { aConnection, openTestBackend } from '../../../builders/test-backend.ts'
import { tempFolder } from '../../../support/temp-folder.ts'

vi.setConfig({ testTimeout: 60_000 })

async function openBackend() {
  const test = await openTestBackend(tempFolder())
  onTestFinished(() => test.backend.close())
  return test
}
const file = (text: string): SentTo<'numbers.previewTable'>['file'] => ({
  name: '号码 17012345678.csv',
  bytes: Uint8Array.from(Buffer.from(text)),
})

it('asks for an open profile first', async () => {
  const { refusal } = await openBackend()
  expect(await refusal('numbers.previewTable', { file: file('号码\n17012345678') })).toMatchObject({
    code: 'conflict',
    details: { reason: 'no-profile' },
  })
})

it('takes the numbers of a table in as the page sends it, and audits without what is in it', async () => {
  const { ask, rows, notes } = await openBackend()
  await ask('profiles.connect', aConnection())
  const table = file('X号码,归属地\n17012345678,深圳市\n17012345679,广州\n')
  const { mapping, columns } = await ask('numbers.previewTable', { file: table })
  expect(columns.map(({ samples }) => samples)).toEqual([
    ['170****5678', '170****5679'],
    ['深圳市', '广州'],
  ])
  if (mapping === null) throw new Error('nothing was guessed')
  expect(await ask('numbers.importTable', { file: table, mapping })).toMatchObject({ added: 2, leftOut: 0 })
  expect(await ask('numbers.summary', {})).toMatchObject([{ numbers: 2, imported: 2 }])
  expect(notes.some(({ topics }) => topics.includes('numbers'))).toBe(true)
  expect((await ask('numbers.previewTable', { file: table })).remembered).toBe(true)
  const audit = await rows('SELECT channel, outcome FROM audit_log')
  expect(audit.filter(({ channel }) => String(channel).startsWith('numbers.'))).toEqual([{ channel: 'numbers.importTable', outcome: 'ok' }])
})

it('says what is wrong with a file, and names no number', async () => {
  const { ask, refusal } = await openBackend()
  await ask('profiles.connect', aConnection())
  const mapping = { number: 0, city: null, app: null, appId: 1 }
  const headless = await refusal('numbers.importTable', { file: file('17012345678\n17012345679'), mapping })
  expect(headless).toMatchObject({ code: 'invalid-input', details: { reason: 'no-header' } })
  expect(JSON.stringify(headless)).not.toContain('12345')
  expect(await refusal('numbers.importTable', { file: file('号码\n17012345678'), mapping: { ...mapping, appId: null } })).toMatchObject({
    code: 'invalid-input',
    details: { reason: 'no-app' },
  })
  expect(await refusal('numbers.previewTable', { file: { name: 'x', bytes: 'text' } })).toMatchObject({ code: 'invalid-input' })
})
