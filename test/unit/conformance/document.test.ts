import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { conformanceDocument } from './document.ts'

const file = 'docs/conformance.md'

it('docs/conformance.md says what the tables say', () => {
  const wanted = conformanceDocument()
  if (process.env['MASKLINE_WRITE_CONFORMANCE'] === '1') writeFileSync(file, wanted)
  expect(readFileSync(file, 'utf8'), 'run: npm run conformance').toBe(wanted)
})
