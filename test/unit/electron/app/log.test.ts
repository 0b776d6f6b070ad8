import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lineCutter, openLog } from '../../../../electron/app/log.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'maskline-log-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('the log', () => {
  it('writes dated lines with every phone number masked, for the user alone', async () => {
    const log = openLog(join(folder, 'logs'), () => Date.UTC(2026, 0, 2, 3, 4, 5))
    log.write('bound +8613812345678 to 075526871234')
    log.pipe('backend')('half of +86138')
    await log.close()
    const file = join(folder, 'logs', 'maskline.log')
    expect(readFileSync(file, 'utf8')).toBe('2026-01-02T03:04:05.000Z bound 138****5678 to 0755****1234\n')
    expect(statSync(file).mode & 0o077).toBe(0)
  })

  it('masks a number that comes in two pieces', async () => {
    const log = openLog(folder, () => 0)
    const pipe = log.pipe('backend')
    pipe('refused: 138123')
    pipe(Buffer.from('45678 is unknown\n'))
    await log.close()
    expect(readFileSync(join(folder, 'maskline.log'), 'utf8')).toBe('1970-01-01T00:00:00.000Z [backend] refused: 138****5678 is unknown\n')
  })

  it('keeps a bounded number of bounded files', async () => {
    const log = openLog(folder, () => 0)
    for (let index = 0; index < 6_000; index += 1) log.write('x'.repeat(9_000))
    await log.close()
    const files = readdirSync(folder)
    expect(files.length).toBeGreaterThan(1)
    expect(files.filter((name) => name.endsWith('.log')).length).toBeLessThanOrEqual(6)
  })
})

describe('lineCutter', () => {
  it('gives out whole lines only, and a runaway line in pieces', () => {
    const lines: string[] = []
    const cut = lineCutter((line) => lines.push(line))
    cut('one\ntw')
    cut('o\nthree')
    expect(lines).toEqual(['one', 'two'])
    cut('x'.repeat(9_000))
    expect(lines).toHaveLength(3)
  })
})
