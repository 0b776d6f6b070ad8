import { expect, it } from 'vitest'
import { redactedSample } from '../../../../electron/platform/redacted-sample.ts'

const texts = ['138 0013 8000', '+86 138-0013-8000', '13800138000', `${'.'.repeat(14)}138 0013 8000`, `${'.'.repeat(20)}13800138000`]

it.each(texts)('hides the number in %j, as a value, as a name and where it is no JSON', (text) => {
  const samples = [redactedSample(JSON.stringify({ userData: text, list: [text], [text]: 1 })), redactedSample(`<html>${text}</html>`)]
  for (const sample of samples) expect(sample).not.toMatch(/0013/)
})

it.each([185, 188, 191, 195])('hides a number that its end cuts (%d)', (before) => {
  expect(redactedSample(`${'.'.repeat(before)}138 0013 8000`)).not.toMatch(/0013/)
})

it('shows times, lengths and the names of fields', () => {
  const answer = '{"resultcode":"0","pageSize":50,"subscribeTime":"2026-03-01 02:00:00"}'
  expect(redactedSample(answer)).toBe(answer.replace('50', '"50"'))
})
