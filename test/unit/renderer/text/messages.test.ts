import { describe, expect, it } from 'vitest'
import { bindingChanges, callDirections, factSources } from '../../../../shared/domain/binding.ts'
import { CallDecision } from '../../../../shared/domain/call-event.ts'
import { numberCauses, numberStatuses } from '../../../../shared/domain/number-status.ts'
import { numberRowFaults } from '../../../../shared/domain/number-table.ts'
import { SmsDecision } from '../../../../shared/domain/sms.ts'
import { tableProblems } from '../../../../shared/ipc/numbers.ts'
import { PollState } from '../../../../shared/ipc/poller.ts'
import { StatusView } from '../../../../shared/ipc/system.ts'
import { deliveryKinds, deliveryReasons, verdicts } from '../../../../shared/domain/delivery.ts'
import { outcomes } from '../../../../shared/domain/release.ts'
import { errorCodes } from '../../../../shared/errors.ts'
import { en } from '../../../../renderer/text/en/index.ts'
import { languageOf } from '../../../../renderer/text/i18n.ts'
import { zhCN } from '../../../../renderer/text/zh-CN/index.ts'

type Texts = { [key: string]: string | Texts }

function flat(texts: Texts, path = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : flat(value, `${path}${key}.`),
  )
}

const slots = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()
const chinese = new Map(flat(zhCN))
const english = new Map(flat(en))

describe('messages', () => {
  it('have the same keys in both languages', () => {
    expect([...english.keys()]).toEqual([...chinese.keys()])
  })

  it('take the same values in both languages', () => {
    const differing = [...chinese].filter(([key, text]) => slots(text).join() !== slots(english.get(key) ?? '').join())
    expect(differing.map(([key]) => key)).toEqual([])
  })

  it('leave nothing empty but the remedy of something that was cancelled', () => {
    const empty = [...chinese, ...english].filter(([, text]) => text.trim() === '').map(([key]) => key)
    expect(new Set(empty)).toEqual(new Set(['errors.code.cancelled.todo']))
  })

  it('know every member of the closed lists', () => {
    expect(Object.keys(zhCN.errors.code)).toEqual([...errorCodes])
    expect(Object.keys(zhCN.problems.verdict)).toEqual([...verdicts])
    expect(Object.keys(zhCN.problems.kind)).toEqual([...deliveryKinds])
    expect(Object.keys(zhCN.problems.reason)).toEqual([...deliveryReasons])
    expect(Object.keys(zhCN.calls.outcome)).toEqual([...outcomes])
    expect(Object.keys(zhCN.calls.decision)).toEqual([...CallDecision.options, ...SmsDecision.options])
    expect(Object.keys(zhCN.numbers.status)).toEqual([...numberStatuses])
    expect(Object.keys(zhCN.numbers.effect)).toEqual([...numberStatuses])
    expect(Object.keys(zhCN.numbers.cause)).toEqual([...numberCauses])
    expect(Object.keys(zhCN.numbers.table.fault)).toEqual([...numberRowFaults])
    expect(Object.keys(zhCN.poller.change)).toEqual([...bindingChanges])
    expect(Object.keys(zhCN.poller.changeHint)).toEqual([...bindingChanges])
    expect(Object.keys(zhCN.poller.source)).toEqual([...factSources])
    expect(Object.keys(zhCN.poller.direction)).toEqual([...callDirections])
    expect(Object.keys(zhCN.poller.state)).toEqual(PollState.shape.state.options)
    expect(Object.keys(zhCN.frame.strip.apiState)).toEqual(StatusView.shape.api.shape.state.options)
    expect(Object.keys(zhCN.frame.strip.pollerState)).toEqual(StatusView.shape.poller.shape.state.options)
    expect(tableProblems.filter((problem) => !Object.hasOwn(zhCN.errors.reason, problem))).toEqual([])
  })

  it('use quotes the shipped font draws narrow in English', () => {
    expect([...english].filter(([, text]) => /[‘’“”]/.test(text)).map(([key]) => key)).toEqual([])
  })
})

describe('language', () => {
  it('is Chinese unless the system speaks something else or the user chose', () => {
    expect(languageOf('system', 'zh-TW')).toBe('zh-CN')
    expect(languageOf('system', '')).toBe('zh-CN')
    expect(languageOf('system', 'de-DE')).toBe('en')
    expect(languageOf('zh-CN', 'en-GB')).toBe('zh-CN')
  })
})
