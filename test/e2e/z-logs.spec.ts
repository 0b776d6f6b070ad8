import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { fullNumber } from '../support/full-number.ts'
import { keptLogs } from '../support/launch.ts'

/** Runs last, by its name: every app that another test closed has left its logs. */
test('no log of the whole run holds a full phone number', () => {
  const files = readdirSync(keptLogs, { recursive: true, encoding: 'utf8' })
    .map((name) => join(keptLogs, name))
    .filter((path) => statSync(path).isFile())
  expect(files.length).toBeGreaterThan(0)
  const text = files.map((path) => readFileSync(path, 'utf8')).join('\n')
  // An empty log would prove nothing.
  expect(text).toContain('Maskline')
  expect(text.split('\n').filter((line) => fullNumber.test(line))).toHaveLength(0)
})
