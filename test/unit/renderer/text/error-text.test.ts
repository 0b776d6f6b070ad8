import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { deliveryReasons } from '../../../../shared/domain/delivery.ts'
import { AppError, errorCodes } from '../../../../shared/errors.ts'
import { createI18n, type Language } from '../../../../renderer/text/i18n.ts'
import { createFormats } from '../../../../renderer/text/format.ts'
import { errorText } from '../../../../renderer/text/error-text.ts'
import { zhCN } from '../../../../renderer/text/zh-CN/index.ts'
import { readSources } from '../../../support/source-files.ts'

const texts = (language: Language) => ({ t: createI18n(language).t, f: createFormats(language), language })

describe('error text', () => {
  it('has words for every code', () => {
    for (const code of errorCodes) expect(errorText(new AppError(code, 'x'), texts('zh-CN')).title).not.toBe('')
  })

  it('prefers the reason and fills in what it tells', () => {
    const error = new AppError('conflict', 'x', { details: { reason: 'port-taken', port: 18_080, freePort: 18_081 } })
    expect(errorText(error, texts('zh-CN')).title).toBe('端口 18080 已被占用')
    expect(errorText(error, texts('en')).full).toBe('Port 18080 is taken. Close the program that uses it, or take another port.')
  })

  it('falls back to the code for a reason nobody has words for', () => {
    expect(errorText(new AppError('storage', 'x', { details: { reason: 'toString' } }), texts('en')).title).toBe(
      'Data cannot be read or written',
    )
  })

  it('has words for every reason an error of ours has', () => {
    // Whether a push was believed has reasons too; those have words of their own.
    const reasons = [...readSources('electron', 'shared')]
      .filter(({ path }) => !path.startsWith('electron/simulator/'))
      .flatMap(({ path }) =>
        [...readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8').matchAll(/\breason: '([a-z-]+)'/g)].map(
          ([, reason]) => reason ?? '',
        ),
      )
      .filter((reason) => !(deliveryReasons as readonly string[]).includes(reason))
    expect(reasons.length).toBeGreaterThan(20)
    expect([...new Set(reasons)].filter((reason) => !Object.hasOwn(zhCN.errors.reason, reason))).toEqual([])
  })

  it('tells how far an import came', () => {
    const error = new AppError('storage', 'x', { details: { reason: 'import-stopped', done: 2_000, of: 5_000 } })
    expect(errorText(error, texts('zh-CN')).title).toBe('导入中断：已导入 2000 / 5000 个号码')
    expect(errorText(error, texts('en')).title).toBe('The import stopped after 2000 of 5000 numbers')
  })

  it('explains a code of the platform and names it', () => {
    const error = new AppError('platform-rejected', 'x', { platformCode: '1012010' })
    expect(errorText(error, texts('zh-CN')).title).toContain('1012010')
  })
})
