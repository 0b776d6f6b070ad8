import { describe, expect, it } from 'vitest'
import { startOfAccountDay } from '../../../../../shared/domain/time.ts'
import { defaultSettings } from '../../../../../shared/settings.ts'
import type { LiveCards } from '../../../../../shared/ipc/live.ts'
import { cardNames, mostCards } from '../../../../../renderer/store/card-names.ts'
import { createFormats } from '../../../../../renderer/text/format.ts'
import { createI18n } from '../../../../../renderer/text/i18n.ts'
import { cardModel } from '../../../../../renderer/views/live/card-models.ts'
import { chosenCards, movedCard, withCard } from '../../../../../renderer/views/live/chosen-cards.ts'

const texts = { t: createI18n('zh-CN').t, f: createFormats('zh-CN'), language: 'zh-CN' as const }
const at = Date.UTC(2026, 2, 1, 2, 20)

const cards: LiveCards = {
  at,
  live: { ringing: 3, talking: 9, overdue: 0 },
  today: { calls: 110, yesterday: 100 },
  asr: { hour: { part: 30, n: 40 }, yesterday: { part: 7, n: 10 }, lastWeek: { part: 0, n: 0 } },
  acd: { meanSeconds: 187.4, n: 30 },
  pdd: { p50Ms: 2_400, p95Ms: 6_100, n: 55, leftOut: 1 },
  failures: { count: 4, n: 40, topCode: 8014 },
  sms: { notified: 1_204, asked: 7, discarded: 5 },
  hourly: [
    { calls: 10, answered: 8, failed: 1 },
    { calls: 0, answered: 0, failed: 0 },
  ],
}

const nothing: LiveCards = {
  at,
  live: { ringing: 0, talking: 0, overdue: 0 },
  today: { calls: 0, yesterday: null },
  asr: { hour: { part: 0, n: 0 }, yesterday: { part: 0, n: 0 }, lastWeek: { part: 0, n: 0 } },
  acd: { meanSeconds: null, n: 0 },
  pdd: { p50Ms: null, p95Ms: null, n: 0, leftOut: 0 },
  failures: { count: 0, n: 0, topCode: null },
  sms: { notified: 0, asked: 0, discarded: 0 },
  hourly: [],
}

describe('cards', () => {
  it('open exactly the calls they count', () => {
    const day = { from: startOfAccountDay(at), to: at }
    expect(cardModel('live', cards, texts).scope).toEqual({ kind: 'live', phase: null })
    expect(cardModel('today', cards, texts).scope).toEqual({ kind: 'started', ...day, outcome: null })
    expect(cardModel('asr', cards, texts).scope).toEqual({ kind: 'ended', from: Date.UTC(2026, 2, 1, 2), to: at })
    expect(cardModel('acd', cards, texts).scope).toEqual({ kind: 'started', ...day, outcome: 'answered' })
    expect(cardModel('failures', cards, texts).scope).toEqual({ kind: 'started', ...day, outcome: 'failed' })
  })

  it('compare in points and percent, with arrow and word', () => {
    expect(cardModel('today', cards, texts).lines[0]).toMatchObject({ text: '较昨日多 10%', trend: 'up' })
    expect(cardModel('asr', cards, texts).lines[0]).toMatchObject({ text: '较昨日高 5.0 百分点', trend: 'up' })
    expect(cardModel('asr', cards, texts).lines[1]?.text).toBe('上周同日无数据')
  })

  it('show n with every rate', () => {
    expect(cardModel('asr', cards, texts)).toMatchObject({ figure: '75.0%', aside: 'n=40' })
    expect(cardModel('failures', cards, texts)).toMatchObject({ figure: '4', unit: '占 10.0%', aside: 'n=40' })
    expect(cardModel('pdd', cards, texts)).toMatchObject({ figure: '2.4 / 6.1', aside: 'n=55' })
  })

  it('show a dash and no figure when n is 0', () => {
    expect(cardModel('asr', nothing, texts).figure).toBe('–')
    expect(cardModel('acd', nothing, texts).figure).toBe('–')
    expect(cardModel('pdd', nothing, texts).figure).toBe('– / –')
    expect(cardModel('today', nothing, texts).lines[0]?.text).toBe('昨日无数据')
  })

  it('count texts, and open no calls for them', () => {
    expect(cardModel('sms', cards, texts)).toMatchObject({ figure: '1,204', unit: '条', scope: null })
    expect(cardModel('sms', cards, texts).lines.map(({ text }) => text)).toEqual(['平台询问 7 条', '应答丢弃 5 条'])
    expect(cardModel('sms', nothing, texts).lines.map(({ text }) => text)).toEqual(['平台没有询问'])
  })

  it('leave a gap in the sparkline of a rate where n is 0', () => {
    expect(cardModel('asr', cards, texts).spark?.values).toEqual([0.8, null])
  })
})

describe('choice of cards', () => {
  it('passes over names it does not know and doubles', () => {
    expect(chosenCards(['pdd', 'alerts', 'live', 'pdd'])).toEqual(['pdd', 'live'])
    expect(chosenCards(undefined)).toEqual(defaultSettings.liveCards)
    expect(chosenCards([])).toEqual([])
  })

  it('shows as many as fit beside each other', () => {
    expect(chosenCards(cardNames)).toHaveLength(mostCards)
  })

  it('adds at the end, takes away, and moves without falling off', () => {
    expect(withCard(['live'], 'acd', true)).toEqual(['live', 'acd'])
    expect(withCard(['live', 'acd'], 'live', false)).toEqual(['acd'])
    expect(movedCard(['live', 'acd', 'pdd'], 'pdd', -1)).toEqual(['live', 'pdd', 'acd'])
    expect(movedCard(['live', 'acd'], 'live', -1)).toEqual(['live', 'acd'])
  })
})
