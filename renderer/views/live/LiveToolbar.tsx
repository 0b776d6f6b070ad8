import { CloseCircleOutlined, SearchOutlined } from '@ant-design/icons'
import { Button, Input, Select, type InputRef } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { modes } from '../../../shared/domain/platform-app.ts'
import { LiveFilter, LivePhase } from '../../../shared/ipc/live.ts'
import { isFiltered } from '../../store/live-slice.ts'
import { useApp } from '../../store/use-app.ts'
import { useText } from '../../text/use-text.ts'
import { CardChooser } from './CardChooser.tsx'
import { MarkIcon } from '../calls/marks.tsx'

const phases = LivePhase.options

export function LiveToolbar() {
  return (
    <div className="live-toolbar">
      <PhaseChips />
      <Selects />
      <DigitSearch />
      <CardChooser />
    </div>
  )
}

function PhaseChips() {
  const { t, f } = useText()
  const counts = useApp(({ data }) => data.calls.value?.counts ?? null)
  const chosen = useApp((state) => state.filter.phases)
  const setFilter = useApp((state) => state.setFilter)
  const live = counts ? counts['ringing-in'] + counts.routing + counts.ringing + counts.talking : null
  const toggle = (phase: LivePhase) =>
    setFilter({ phases: chosen.includes(phase) ? chosen.filter((one) => one !== phase) : [...chosen, phase] })
  return (
    <div className="live-chips" role="group" aria-label={t('live.table.state')}>
      <button type="button" className="chip" aria-pressed={chosen.length === 0} onClick={() => setFilter({ phases: [] })}>
        {t('live.filter.all')} <b>{f.number(live)}</b>
      </button>
      {phases.map((phase) => (
        <button
          key={phase}
          type="button"
          className="chip"
          data-state={phase}
          title={t(`calls.phaseHint.${phase}`)}
          aria-pressed={chosen.includes(phase)}
          onClick={() => toggle(phase)}
        >
          <MarkIcon of={phase} />
          {t(`calls.phase.${phase}`)} <b>{f.number(counts?.[phase] ?? null)}</b>
        </button>
      ))}
    </div>
  )
}

function Selects() {
  const { t, f } = useText()
  const total = useApp(({ data }) => data.calls.value?.total ?? null)
  const filter = useApp((state) => state.filter)
  const apps = useApp(({ data }) => data.apps.value ?? [])
  const xNumbers = useApp(({ data }) => data.calls.value?.xNumbers ?? [])
  const { setFilter, clearFilter } = useApp(({ setFilter, clearFilter }) => ({ setFilter, clearFilter }))
  const found = t('live.filter.found', { n: f.number(total) })
  const usedModes = modes.filter((mode) => apps.some((app) => app.mode === mode))
  return (
    <>
      {usedModes.length > 1 && (
        <Select
          size="small"
          allowClear
          placeholder={t('live.filter.mode')}
          aria-label={t('live.filter.mode')}
          value={filter.mode}
          options={usedModes.map((mode) => ({ value: mode, label: mode }))}
          onChange={(mode) => setFilter({ mode: mode ?? null })}
          popupMatchSelectWidth={false}
        />
      )}
      {apps.length > 1 && (
        <Select
          size="small"
          allowClear
          placeholder={t('live.filter.app')}
          aria-label={t('live.filter.app')}
          value={filter.appId}
          options={apps.map((app) => ({ value: app.id, label: app.name }))}
          onChange={(appId) => setFilter({ appId: appId ?? null })}
          popupMatchSelectWidth={false}
        />
      )}
      <Select
        size="small"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        className="live-toolbar-x"
        placeholder={t('live.filter.x')}
        aria-label={t('live.filter.x')}
        value={filter.xId}
        options={xNumbers.map(({ id, x }) => ({ value: id, label: x }))}
        onChange={(xId) => setFilter({ xId: xId ?? null })}
        popupMatchSelectWidth={false}
      />
      {isFiltered(filter) && (
        <>
          <Button
            size="small"
            icon={<CloseCircleOutlined />}
            aria-label={t('live.filter.clear')}
            title={`${t('live.filter.clear')} · ${found}`}
            onClick={clearFilter}
          />
          <span className="unseen" role="status">
            {found}
          </span>
        </>
      )}
    </>
  )
}

function DigitSearch() {
  const { t } = useText()
  const field = useRef<InputRef>(null)
  const asked = useApp((state) => state.searchAsked)
  const digits = useApp((state) => state.filter.digits)
  const setFilter = useApp((state) => state.setFilter)
  const [typed, setTyped] = useState(digits)
  const wrong = !LiveFilter.shape.digits.safeParse(typed).success
  useEffect(() => {
    if (asked > 0) field.current?.focus({ cursor: 'all' })
  }, [asked])
  // The filter is cleared from elsewhere too; what is typed wrongly stays until it is mended.
  const [known, setKnown] = useState(digits)
  if (digits !== known) {
    setKnown(digits)
    setTyped(digits)
  }
  return (
    <Input
      ref={field}
      size="small"
      type="search"
      allowClear
      className="live-toolbar-search"
      prefix={<SearchOutlined />}
      suffix={wrong ? <span className="live-toolbar-wrong">{t('live.filter.badDigits')}</span> : <kbd>/</kbd>}
      status={wrong ? 'error' : ''}
      placeholder={t('live.filter.search')}
      aria-label={t('live.filter.searchLabel')}
      aria-invalid={wrong}
      value={typed}
      onChange={({ target: { value } }) => {
        setTyped(value)
        if (!LiveFilter.shape.digits.safeParse(value).success) return
        setKnown(value)
        setFilter({ digits: value })
      }}
    />
  )
}
