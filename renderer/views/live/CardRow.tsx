import { ArrowDownOutlined, ArrowUpOutlined, MinusOutlined } from '@ant-design/icons'
import { memo } from 'react'
import type { LiveCards } from '../../../shared/ipc/live.ts'
import { FigureCard } from '../../components/FigureCard.tsx'
import { Sparkline } from '../../components/charts/Sparkline.tsx'
import { FailNotice } from '../../components/Notice.tsx'
import { useApp } from '../../store/use-app.ts'
import { errorText } from '../../text/error-text.ts'
import { useText } from '../../text/use-text.ts'
import type { CardName } from '../../store/card-names.ts'
import { cardModel, type CardLine } from './card-models.ts'
import { chosenCards } from './chosen-cards.ts'

export function CardRow() {
  const texts = useText()
  const { value: cards, error } = useApp((state) => state.data.cards)
  const names = useApp((state) => chosenCards(state.data.settings.value?.liveCards))
  const failed = !cards && error ? errorText(error, texts) : null
  return (
    <section className="live-cards" aria-label={texts.t('frame.pages.live')}>
      {failed && <FailNotice title={failed.title} text={failed.todo} />}
      {!failed && names.map((name) => (cards ? <Card key={name} name={name} cards={cards} /> : <EmptyCard key={name} name={name} />))}
      {names.length === 0 && <p className="muted live-cards-none">{texts.t('live.cards.noneChosen')}</p>}
    </section>
  )
}

const trendIcons = { up: <ArrowUpOutlined />, down: <ArrowDownOutlined />, same: <MinusOutlined /> }

const Card = memo(function Card({ name, cards }: { name: CardName; cards: LiveCards }) {
  const texts = useText()
  const { t } = texts
  const { open, setFilter } = useApp(({ open, setFilter }) => ({ open, setFilter }))
  const model = cardModel(name, cards, texts)
  const label = t(`live.cards.${name}`)
  const { scope } = model
  return (
    <FigureCard
      label={label}
      formula={t(`live.cards.formulas.${name}`)}
      figure={model.figure}
      unit={model.unit}
      aside={model.aside}
      {...(scope && {
        openLabel: t('live.cards.openCalls', { card: label }),
        onOpen: () => open({ kind: 'calls', scope, title: { of: 'card', card: name } }),
      })}
      spark={model.spark && <Sparkline {...model.spark} />}
    >
      {name === 'live' ? (
        <span className="live-cards-parts">
          {model.lines.map((line) => (
            <button
              key={line.text}
              type="button"
              className="plain"
              title={line.hint}
              onClick={() => setFilter({ phases: line.phases ?? [] })}
            >
              {line.text}
            </button>
          ))}
        </span>
      ) : (
        model.lines.map((line) => <Line key={line.text} line={line} />)
      )}
    </FigureCard>
  )
})

function Line({ line }: { line: CardLine }) {
  return (
    <span className="muted" title={line.hint === undefined ? line.text : `${line.text} · ${line.hint}`}>
      {line.trend && trendIcons[line.trend]} {line.text}
    </span>
  )
}

function EmptyCard({ name }: { name: CardName }) {
  const { t } = useText()
  return <FigureCard label={t(`live.cards.${name}`)} formula={t(`live.cards.formulas.${name}`)} figure="–" />
}
