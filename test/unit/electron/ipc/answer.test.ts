import { describe, expect, it } from 'vitest'
import { AppError } from '../../../../shared/errors.ts'
import { channels, contract } from '../../../../shared/ipc/contract.ts'
import { Envelope } from '../../../../shared/ipc/envelope.ts'
import type { ShellState } from '../../../../shared/ipc/system.ts'
import { answer, refuseInput } from '../../../../electron/ipc/answer.ts'

const state: ShellState = {
  version: '1.0.0',
  runtime: { kind: 'electron', electron: '45.4.1', chromium: '140' },
  backend: { state: 'running', since: 0, restarts: 0 },
  osLocale: 'zh-CN',
}

function ask(input: unknown, handler: () => ShellState | Promise<ShellState>) {
  const lines: string[] = []
  return answer({ 'shell.state': handler }, 'shell.state', input, (line) => lines.push(line)).then((envelope) => ({ envelope, lines }))
}

describe('answer', () => {
  it('packs what the handler returns', async () => {
    expect((await ask({}, () => state)).envelope).toEqual({ ok: true, value: state })
    expect((await ask({}, async () => state)).envelope).toEqual({ ok: true, value: state })
  })

  it('refuses bad input without asking the handler', async () => {
    let asked = false
    const { envelope } = await ask({ surprise: 1 }, () => {
      asked = true
      return state
    })
    expect(envelope).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
    expect(asked).toBe(false)
  })

  it('passes an expected failure on with its details and logs nothing', async () => {
    const failure = new AppError('conflict', 'port taken', { details: { reason: 'port-taken', port: 18_080 } })
    const { envelope, lines } = await ask({}, () => Promise.reject(failure))
    expect(envelope).toEqual({
      ok: false,
      error: { code: 'conflict', message: 'port taken', details: { reason: 'port-taken', port: 18_080 } },
    })
    expect(lines).toEqual([])
  })

  it('makes anything else thrown internal, and logs it with numbers masked', async () => {
    const { envelope, lines } = await ask({}, () => {
      throw new TypeError('no binding of +8613812345678')
    })
    expect(envelope).toEqual({ ok: false, error: { code: 'internal', message: 'TypeError: no binding of 138****5678' } })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('shell.state')
    expect(lines[0]).not.toContain('13812345678')
  })
})

describe('refuseInput', () => {
  it('names the path and the rule, never the value', () => {
    const refusal = refuseInput('live.calls', { filter: { digits: '13812345678x' } })
    expect(refusal).toMatchObject({ ok: false, error: { code: 'invalid-input', details: { path: 'filter.digits' } } })
    expect(JSON.stringify(refusal)).not.toContain('1381234')
    expect(JSON.stringify(refuseInput('shell.state', { 13812345678: 1 }))).not.toContain('13812345678')
  })

  it('refuses on every channel what is no object at all', () => {
    for (const channel of channels) {
      for (const input of [null, undefined, 7, 'text', []]) {
        const refusal = refuseInput(channel, input)
        expect(refusal, channel).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
        expect(Envelope.safeParse(refusal).success).toBe(true)
      }
    }
  })

  it('lets pass what the contract allows', () => {
    expect(refuseInput('calls.get', { id: 1 })).toBeNull()
    expect(contract['calls.get'].input.parse({ id: 1 })).toEqual({ id: 1 })
  })
})
