import { describe, expect, it } from 'vitest'
import { ApiSettings } from '../../../../../shared/domain/platform-app.ts'
import { NewApp, UpdateApp, type AppRow } from '../../../../../shared/ipc/system.ts'
import { answersInput, newAnswersDraft } from '../../../../../renderer/views/forms/AnswersFields.tsx'
import { appInput, newAppDraft } from '../../../../../renderer/views/forms/AppFields.tsx'
import { answersChange, answersDraft } from '../../../../../renderer/views/settings/AnswersDialog.tsx'
import { apiDefaults, apiDraft, apiInput } from '../../../../../renderer/views/settings/api-draft.ts'

const app = (answers: AppRow['answers']): Pick<AppRow, 'mode' | 'answers'> => ({ mode: 'X', answers })

describe('the answers of an app as typed', () => {
  it('tell only what the mode is asked about', () => {
    expect(answersInput('AXB', newAnswersDraft)).toEqual({})
    expect(answersInput('AX', newAnswersDraft)).toEqual({ sms: 'discard' })
    expect(answersInput('X', newAnswersDraft)).toEqual({ call: { operation: 'close' }, sms: 'discard' })
  })

  it('put a number right, and are refused without one', () => {
    const typed = (calleeNumber: string) => {
      const answers = { ...newAnswersDraft, call: { operation: 'connect' as const, calleeNumber } }
      return NewApp.safeParse(appInput({ ...newAppDraft, name: 'n', mode: 'X', appKey: 'k', secret: 's', answers }))
    }
    expect(typed(' 138 0000 0001 ').data?.answers).toEqual({
      call: { operation: 'connect', calleeNumber: '+8613800000001' },
      sms: 'discard',
    })
    expect(typed('12').error?.issues[0]?.path).toEqual(['answers', 'call', 'calleeNumber'])
    expect(typed('').success).toBe(false)
  })

  it('leave the number as it is where none was typed', () => {
    const before = app({ call: 'connect', callee: '138****0001', sms: 'discard' })
    const draft = answersDraft(before)
    expect(answersChange(before, draft)).toEqual({ sms: 'discard' })
    expect(answersChange(before, { ...draft, call: { operation: 'close', calleeNumber: '' } })).toMatchObject({
      call: { operation: 'close' },
    })
  })

  it('need a number where there was none to keep', () => {
    const before = app({ call: 'close', callee: null, sms: 'discard' })
    const change = answersChange(before, { ...answersDraft(before), call: { operation: 'connect', calleeNumber: '' } })
    expect(UpdateApp.safeParse({ id: 1, answers: change }).success).toBe(false)
  })
})

describe('the API settings of an app as typed', () => {
  it('come back as they were', () => {
    const settings = ApiSettings.parse({ timeoutMs: 2_500, proxy: { kind: 'explicit', url: 'http://10.0.0.8:3128' } })
    expect(ApiSettings.parse(apiInput(apiDraft(settings)))).toEqual(settings)
    expect(ApiSettings.parse(apiInput(apiDraft(apiDefaults)))).toEqual(apiDefaults)
  })

  it('are typed in seconds', () => {
    expect(apiDraft(apiDefaults).timeoutMs).toBe(15)
    expect(ApiSettings.parse(apiInput({ ...apiDraft(apiDefaults), timeoutMs: 0.5 * 2 })).timeoutMs).toBe(1_000)
  })

  it('are refused when blank, out of range, or with a password in the proxy', () => {
    const pathsOf = (patch: Partial<ReturnType<typeof apiDraft>>) =>
      UpdateApp.safeParse({ id: 1, api: apiInput({ ...apiDraft(apiDefaults), ...patch }) }).error?.issues.map(({ path }) => path.join('.'))
    expect(pathsOf({ timeoutMs: null })).toEqual(['api.timeoutMs'])
    expect(pathsOf({ timeoutMs: 121 })).toEqual(['api.timeoutMs'])
    expect(pathsOf({ concurrency: 33 })).toEqual(['api.concurrency'])
    expect(pathsOf({ proxy: { kind: 'explicit', url: 'http://me:secret@10.0.0.8' } })).toEqual(['api.proxy.url'])
    expect(pathsOf({ proxy: { kind: 'none', url: 'http://me:secret@10.0.0.8' } })).toBeUndefined()
  })
})
