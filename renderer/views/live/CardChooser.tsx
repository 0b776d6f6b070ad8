import { ArrowDownOutlined, ArrowUpOutlined, SlidersOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover } from 'antd'
import { defaultSettings } from '../../../shared/settings.ts'
import { useApp } from '../../store/use-app.ts'
import { useText } from '../../text/use-text.ts'
import { useAttempt } from '../attempt.ts'
import { cardNames, mostCards } from '../../store/card-names.ts'
import { chosenCards, movedCard, withCard } from './chosen-cards.ts'

/** Which cards stand on the page, and in what order. */
export function CardChooser() {
  const { t } = useText()
  const attempt = useAttempt()
  const names = useApp(({ data }) => chosenCards(data.settings.value?.liveCards))
  const updateSettings = useApp((state) => state.updateSettings)
  const keep = (liveCards: readonly string[]) => void attempt(() => updateSettings({ liveCards: [...liveCards] }))
  const order = [...names, ...cardNames.filter((name) => !names.includes(name))]
  const list = (
    <div className="card-chooser">
      <p className="muted small">{t('live.cards.chooseHint', { n: mostCards })}</p>
      <ul>
        {order.map((name) => {
          const card = t(`live.cards.${name}`)
          const place = names.indexOf(name)
          return (
            <li key={name}>
              <Checkbox
                checked={place >= 0}
                disabled={place < 0 && names.length >= mostCards}
                onChange={(event) => keep(withCard(names, name, event.target.checked))}
              >
                {card}
              </Checkbox>
              <Button
                type="text"
                size="small"
                icon={<ArrowUpOutlined />}
                aria-label={t('live.cards.up', { card })}
                disabled={place < 1}
                onClick={() => keep(movedCard(names, name, -1))}
              />
              <Button
                type="text"
                size="small"
                icon={<ArrowDownOutlined />}
                aria-label={t('live.cards.down', { card })}
                disabled={place < 0 || place === names.length - 1}
                onClick={() => keep(movedCard(names, name, 1))}
              />
            </li>
          )
        })}
      </ul>
      <Button size="small" type="link" onClick={() => keep(defaultSettings.liveCards)}>
        {t('live.cards.reset')}
      </Button>
    </div>
  )
  return (
    <Popover content={list} trigger="click" placement="bottomRight">
      <Button
        className="live-cards-choose"
        size="small"
        icon={<SlidersOutlined />}
        aria-label={t('live.cards.choose')}
        title={t('live.cards.choose')}
      />
    </Popover>
  )
}
