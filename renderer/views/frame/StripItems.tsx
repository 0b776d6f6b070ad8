import { ApiOutlined, CloudSyncOutlined, DatabaseOutlined, ExclamationCircleOutlined, ThunderboltOutlined } from '@ant-design/icons'
import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { useNow } from '../../components/use-now.ts'
import { freshnessLimits, freshnessOf } from '../../store/freshness.ts'
import type { AppState } from '../../store/app-state.ts'
import { useApp } from '../../store/use-app.ts'
import { fromErrorInfo } from '../../../shared/errors.ts'
import { errorText } from '../../text/error-text.ts'
import { useText } from '../../text/use-text.ts'

type Level = 'good' | 'busy' | 'attention' | 'action' | 'quiet'

interface ItemProps {
  icon: ReactNode
  /** Left out in a narrow window where the state speaks for itself. */
  name?: string
  wordless?: boolean
  state: string
  level: Level
  hint?: ReactNode
  onClick?: () => void
}

function Item({ icon, name, wordless = false, state, level, hint, onClick }: ItemProps) {
  const content = (
    <>
      {icon}
      {name !== undefined && <span className={wordless ? 'strip-item-name strip-item-wordless' : 'strip-item-name'}>{name}</span>}
      <span className="strip-item-state">{state}</span>
    </>
  )
  const item = onClick ? (
    <button type="button" className="plain strip-item" data-level={level} onClick={onClick}>
      {content}
    </button>
  ) : (
    <span className="strip-item" data-level={level} tabIndex={hint === undefined ? undefined : 0}>
      {content}
    </span>
  )
  return hint === undefined ? item : <Tooltip title={hint}>{item}</Tooltip>
}

const isRunning = ({ data }: AppState) => data.shell.value?.backend.state === 'running'

/** Only there while something is wrong: a running backend is the normal case. */
export function BackendItem() {
  const { t, f } = useText()
  const backend = useApp(({ data }) => data.shell.value?.backend ?? null)
  const readAt = useApp(({ data }) => data.calls.readAt ?? data.status.readAt)
  if (!backend || backend.state === 'running') return null
  const failed = backend.state === 'failed'
  const hint = failed ? t('frame.strip.backendFailedHint') : t('frame.strip.backendHint', { time: f.time(readAt) })
  return (
    <span className="strip-backend" role="alert">
      <Item
        icon={<CloudSyncOutlined spin={!failed} />}
        state={t(`frame.strip.backend.${backend.state}`)}
        level={failed ? 'action' : backend.state === 'restarting' ? 'attention' : 'busy'}
        hint={hint}
      />
      {readAt !== null && <DataAge readAt={readAt} />}
    </span>
  )
}

function DataAge({ readAt }: { readAt: number }) {
  const { t, f } = useText()
  const age = useNow((now) => f.ago(now - readAt))
  return <span className="strip-item-state muted">{t('frame.strip.dataAge', { age })}</span>
}

export function ReceiverItem() {
  const texts = useText()
  const { t } = texts
  const receiver = useApp(({ data }) => data.status.value?.receiver ?? null)
  const running = useApp(isRunning)
  const goTo = useApp((state) => state.goTo)
  // What a backend that is gone said last about itself is not true any more.
  if (!receiver || !running) return null
  const common = { icon: <ApiOutlined />, name: t('frame.strip.receiver'), wordless: true, onClick: () => goTo('settings') }
  if (receiver.state === 'listening') {
    return (
      <Item
        {...common}
        state={(receiver.url ?? '').replace(/^https?:\/\//, '')}
        level="good"
        hint={t('frame.strip.listening', { address: receiver.url })}
      />
    )
  }
  if (receiver.state === 'stopped') return <Item {...common} state={t('frame.strip.receiverStopped')} level="attention" />
  const failure = receiver.error && errorText(fromErrorInfo(receiver.error), texts)
  return <Item {...common} state={t('frame.strip.receiverFailed')} level="action" hint={failure ? failure.full : undefined} />
}

export function PushItem() {
  const { t, f } = useText()
  const status = useApp(({ data }) => data.status.value)
  const running = useApp(isRunning)
  const lastPushAt = status?.lastPushAt ?? null
  const latenessMs = status?.latenessMs ?? null
  const age = useNow((now) => (lastPushAt === null ? null : f.ago(now - lastPushAt)))
  const freshness = useNow((now) => freshnessOf(lastPushAt === null ? null : now - lastPushAt, latenessMs))
  if (!status) return null
  const levels: Record<typeof freshness, Level> = { connected: 'good', late: 'attention', stale: 'action', waiting: 'quiet' }
  const limits = t('frame.strip.freshnessHint', {
    connected: f.length(freshnessLimits.connectedMs),
    stale: f.length(freshnessLimits.staleMs),
    lateness: f.length(freshnessLimits.latenessMs),
    now: f.length(latenessMs),
  })
  const today = t('frame.strip.pushesToday', { n: f.number(status.today.pushes), duplicates: f.number(status.today.duplicates) })
  return (
    <Item
      icon={<ThunderboltOutlined />}
      name={t('frame.strip.lastPush')}
      wordless
      state={age === null ? t('frame.strip.neverPushed') : running ? `${age} · ${t(`frame.strip.freshness.${freshness}`)}` : age}
      level={running ? levels[freshness] : 'quiet'}
      hint={
        <>
          {lastPushAt !== null && <p>{f.dateTime(lastPushAt)}</p>}
          <p>{today}</p>
          <p>{limits}</p>
        </>
      }
    />
  )
}

/** From here on a queue is worth a word; a few pushes always wait for the next commit. */
const longQueue = 500

export function DatabaseItem() {
  const { t, f } = useText()
  const database = useApp(({ data }) => data.status.value?.database ?? null)
  const running = useApp(isRunning)
  if (!database || !running) return null
  const common = { icon: <DatabaseOutlined />, name: t('frame.strip.database') }
  if (database.state === 'not-writable') {
    return <Item {...common} state={t('frame.strip.databaseFull')} level="action" hint={t('frame.strip.databaseFullHint')} />
  }
  if (database.state === 'opening') return <Item {...common} state={t('frame.strip.databaseOpening')} level="busy" />
  const busy = database.waiting >= longQueue
  return (
    <Item
      {...common}
      state={busy ? t('frame.strip.databaseBusy', { n: f.number(database.waiting) }) : t('frame.strip.databaseOk')}
      level={busy ? 'attention' : 'good'}
      hint={t('frame.strip.databaseHint', { size: f.bytes(database.bytes) })}
    />
  )
}

export function ProblemsItem() {
  const { t, f } = useText()
  const today = useApp(({ data }) => data.status.value?.today ?? null)
  const open = useApp((state) => state.open)
  if (!today) return null
  const n = today.refused + today.quarantined + today.unsupported
  if (n === 0) return null
  return (
    <Item
      icon={<ExclamationCircleOutlined />}
      state={t('frame.strip.problems', { n: f.number(n) })}
      level="attention"
      hint={t('frame.strip.problemsHint', {
        refused: f.number(today.refused),
        quarantined: f.number(today.quarantined),
        unsupported: f.number(today.unsupported),
      })}
      onClick={() => open({ kind: 'problems' })}
    />
  )
}

export function SimulatorItem() {
  const { t, f } = useText()
  const simulator = useApp(({ data }) => data.status.value?.simulator ?? null)
  const running = useApp(isRunning)
  if (!simulator?.running || !running) return null
  const rate = f.number(Math.round(simulator.callsPerSecond * 10) / 10)
  return <span className="strip-item-state muted">{t('frame.strip.simulator', { speed: simulator.speed, rate })}</span>
}
