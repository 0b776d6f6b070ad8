import { expect, it, onTestFinished } from 'vitest'
import { getTableMapping, putTableMapping } from '../../../../electron/store/profile-settings.ts'
import type { NumberTableMapping } from '../../../../shared/ipc/numbers.ts'
import { openTestStore } from '../../../builders/test-store.ts'

const mappingOf = (number: number): NumberTableMapping => ({ number, city: null, app: null, appId: 1 })

it('remembers how the latest twenty number tables were mapped', () => {
  const { writer, close } = openTestStore()
  onTestFinished(close)
  expect(getTableMapping(writer, 'k0')).toBeNull()
  for (let index = 0; index < 20; index += 1) putTableMapping(writer, { headersKey: `k${index}`, mapping: mappingOf(index) })
  putTableMapping(writer, { headersKey: 'k0', mapping: mappingOf(500) })
  putTableMapping(writer, { headersKey: 'k20', mapping: mappingOf(20) })
  const known = ['k0', 'k1', 'k2', 'k20'].map((key) => getTableMapping(writer, key)?.number ?? null)
  expect(known).toEqual([500, null, 2, 20])
})
