import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { openAppRegister } from '../../../../electron/profile/app-register.ts'
import { openDatabase } from '../../../../electron/profile/database.ts'
import type { Secrets, SecretVault } from '../../../../electron/profile/secrets.ts'
import { ApiSettings } from '../../../../shared/domain/platform-app.ts'
import { numbers } from '../../../builders/pushes.ts'
import { tempFolder } from '../../../support/temp-folder.ts'

async function openRegister() {
  const onDeath = (thrown: unknown) => {
    throw thrown
  }
  const database = await openDatabase(join(tempFolder(), 'maskline.db'), { onStored: () => {}, onWritable: () => {}, onDeath })
  onTestFinished(() => database.close())
  let saved: Secrets = {}
  // As slow as a passphrase makes it.
  const vault: SecretVault = {
    load: async () => null,
    unlock: async () => sleep(20, saved),
    save: async (secrets) => {
      await sleep(20)
      saved = secrets
    },
  }
  let tokens = 0
  const randomToken = () => `token${(tokens += 1)}`
  const apps = await openAppRegister({ database, vault, byPassphrase: true, now: () => 1_000, randomToken, onChange: () => {} })
  return { apps, database, saved: () => saved }
}
const anAppOf = (appKey: string) => ({
  name: appKey,
  mode: 'AXB' as const,
  appKey,
  baseUrl: 'http://127.0.0.1',
  signature: 'required' as const,
  secrets: [`s-${appKey}`],
})

it('loses no secret of changes made at once', async () => {
  const { apps, saved } = await openRegister()
  const [one, two] = await Promise.all([apps.add(anAppOf('k-1')), apps.add(anAppOf('k-2'))])
  expect(saved()).toEqual({ 'k-1': ['s-k-1'], 'k-2': ['s-k-2'] })
  await Promise.all([apps.setSecret(one.id, 'new', 'add'), apps.setSecret(two.id, 'other', 'replace'), apps.unlock('any')])
  expect(saved()).toEqual({ 'k-1': ['new', 's-k-1'], 'k-2': ['other'] })
  expect([apps.secretsOf(one.id), apps.secretsOf(two.id)]).toEqual([['new', 's-k-1'], ['other']])
})

it('knows an app key once, also of two added at once', async () => {
  const { apps } = await openRegister()
  const results = await Promise.allSettled([apps.add(anAppOf('k-1')), apps.add(anAppOf('k-1'))])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  expect(apps.list()).toHaveLength(1)
})

it('keeps what questions are answered and how the API is called, and changes only the parts that are given', async () => {
  const { apps, database } = await openRegister()
  const { id } = await apps.add({ ...anAppOf('k-1'), mode: 'X' })
  expect(apps.get(id)).toMatchObject({ answers: { call: { operation: 'close' }, sms: 'discard' }, api: { generation: 'aksk' } })
  const call = { operation: 'connect' as const, calleeNumber: numbers.b }
  await apps.update({ id, answers: { call } })
  await apps.update({ id, answers: { sms: 'forward' }, name: 'renamed' })
  await apps.update({ id, api: ApiSettings.parse({ generation: 'wsse', pollEveryMinutes: 0 }) })
  expect(apps.get(id)).toMatchObject({
    name: 'renamed',
    answers: { call, sms: 'forward' },
    api: { generation: 'wsse', pollEveryMinutes: 0 },
  })
  expect(apps.ofPath(apps.get(id).pathToken)).toBe(apps.get(id))
  expect(await database.ask('apps', null)).toEqual(apps.list())
})
