import { ratioOf, type Ratio } from '../../../shared/domain/metrics.ts'
import { hourMs, startOfAccountDay } from '../../../shared/domain/time.ts'
import type { CallScope, LiveCards } from '../../../shared/ipc/live.ts'
import type { CardName } from '../../store/card-names.ts'
import { stateCodeText } from '../../text/code-text.ts'
import type { Texts } from '../../text/use-text.ts'

export interface CardLine {
  text: string
  /** Which way the comparison points; drawn as an arrow beside the words. */
  trend?: 'up' | 'down' | 'same'
  /** Live calls this part counts: a click shows them in the table. */
  phases?: ('ringing-in' | 'routing' | 'ringing' | 'talking' | 'overdue')[]
  hint?: string
}

export interface CardModel {
  figure: string
  unit?: string
  /** Said beside the name: what the figure is made of. */
  aside?: string
  lines: CardLine[]
  spark?: { values: (number | null)[]; max?: number }
  /** Exactly the calls behind the figure; null where it counts no calls. */
  scope: CallScope | null
}

export function cardModel(name: CardName, cards: LiveCards, texts: Texts): CardModel {
  return models[name](cards, texts)
}

const day = (cards: LiveCards) => ({ from: startOfAccountDay(cards.at), to: cards.at })

const models: Record<CardName, (cards: LiveCards, texts: Texts) => CardModel> = {
  live: ({ live }, { t, f }) => ({
    figure: f.number(live.ringing + live.talking),
    unit: t('live.cards.calls'),
    lines: [
      { text: t('live.cards.ringing', { n: f.number(live.ringing) }), phases: ['ringing-in', 'routing', 'ringing'] },
      { text: t('live.cards.talking', { n: f.number(live.talking) }), phases: ['talking'] },
      ...(live.overdue > 0
        ? [
            {
              text: t('live.cards.overdue', { n: f.number(live.overdue) }),
              phases: ['overdue' as const],
              hint: t('calls.phaseHint.overdue'),
            },
          ]
        : []),
    ],
    scope: { kind: 'live', phase: null },
  }),

  today: (cards, { t, f }) => ({
    figure: f.number(cards.today.calls),
    unit: t('live.cards.calls'),
    lines: [countChange(cards.today.calls, cards.today.yesterday, { t, f })],
    spark: { values: cards.hourly.map((hour) => hour.calls) },
    scope: { kind: 'started', ...day(cards), outcome: null },
  }),

  asr: (cards, { t, f }) => ({
    figure: f.percent(ratioOf(cards.asr.hour)),
    aside: t('live.cards.n', { n: f.number(cards.asr.hour.n) }),
    lines: [
      rateChange(cards.asr.hour, cards.asr.yesterday, { t, f }, 'yesterday'),
      rateChange(cards.asr.hour, cards.asr.lastWeek, { t, f }, 'lastWeek'),
    ],
    spark: { values: cards.hourly.map((hour) => ratioOf({ part: hour.answered, n: hour.calls })), max: 1 },
    scope: { kind: 'ended', from: Math.floor(cards.at / hourMs) * hourMs, to: cards.at },
  }),

  acd: (cards, { t, f }) => ({
    figure: f.clock(cards.acd.meanSeconds === null ? null : cards.acd.meanSeconds * 1_000),
    aside: t('live.cards.n', { n: f.number(cards.acd.n) }),
    lines: [{ text: t('live.cards.answeredToday', { n: f.number(cards.acd.n) }) }],
    scope: { kind: 'started', ...day(cards), outcome: 'answered' },
  }),

  pdd: (cards, { t, f }) => ({
    figure: `${f.seconds(cards.pdd.p50Ms)} / ${f.seconds(cards.pdd.p95Ms)}`,
    unit: t('live.cards.seconds'),
    aside: t('live.cards.n', { n: f.number(cards.pdd.n) }),
    lines: cards.pdd.leftOut > 0 ? [{ text: t('live.cards.leftOut', { n: f.number(cards.pdd.leftOut) }) }] : [],
    scope: { kind: 'started', ...day(cards), outcome: null },
  }),

  failures: (cards, { t, f, language }) => {
    const { count, n, topCode } = cards.failures
    const cause = topCode === null ? null : stateCodeText(topCode, language).meaning
    return {
      figure: f.number(count),
      ...(n > 0 && { unit: t('live.cards.failureShare', { share: f.percent(ratioOf({ part: count, n })) }) }),
      aside: t('live.cards.n', { n: f.number(n) }),
      lines: [cause === null ? { text: t('live.cards.noFailures') } : { text: t('live.cards.topCause', { cause }), hint: cause }],
      spark: { values: cards.hourly.map((hour) => hour.failed) },
      scope: { kind: 'started', ...day(cards), outcome: 'failed' },
    }
  },

  sms: ({ sms }, { t, f }) => ({
    figure: f.number(sms.notified),
    unit: t('live.cards.texts'),
    lines:
      sms.asked === 0
        ? [{ text: t('live.cards.smsNoQuestions') }]
        : [
            { text: t('live.cards.smsAsked', { n: f.number(sms.asked) }) },
            { text: t('live.cards.smsDiscarded', { n: f.number(sms.discarded) }) },
          ],
    scope: null,
  }),
}

type Words = Pick<Texts, 't' | 'f'>

function countChange(now: number, before: number | null, { t, f }: Words): CardLine {
  if (before === null) return { text: t('live.cards.noYesterday') }
  const by = now - before
  if (by === 0) return { text: t('live.cards.vsYesterday', { change: t('live.cards.same') }), trend: 'same' }
  const amount = before === 0 ? f.number(Math.abs(by)) : f.percent(Math.abs(by) / before, 0)
  const change = t(by > 0 ? 'live.cards.more1' : 'live.cards.less1', { by: amount })
  return {
    text: t('live.cards.vsYesterday', { change }),
    trend: by > 0 ? 'up' : 'down',
    hint: t('live.cards.wasYesterday', { value: f.number(before) }),
  }
}

function rateChange(now: Ratio, before: Ratio, { t, f }: Words, when: 'yesterday' | 'lastWeek'): CardLine {
  const [rate, past] = [ratioOf(now), ratioOf(before)]
  if (past === null) return { text: t(when === 'yesterday' ? 'live.cards.noYesterday' : 'live.cards.noLastWeek') }
  const say = (change: string) => t(when === 'yesterday' ? 'live.cards.vsYesterday' : 'live.cards.vsLastWeek', { change })
  const value = `${f.percent(past)} (n=${f.number(before.n)})`
  const hint = t(when === 'yesterday' ? 'live.cards.wasYesterday' : 'live.cards.wasLastWeek', { value })
  if (rate === null) return { text: say('–'), hint }
  const points = Math.round((rate - past) * 1_000) / 10
  if (points === 0) return { text: say(t('live.cards.same')), trend: 'same', hint }
  const by = t('live.cards.points', { n: Math.abs(points).toFixed(1) })
  return { text: say(t(points > 0 ? 'live.cards.up1' : 'live.cards.down1', { by })), trend: points > 0 ? 'up' : 'down', hint }
}
