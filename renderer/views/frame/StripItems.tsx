import { ApiOutlined, CloudSyncOutlined, DatabaseOutlined, ExclamationCircleOutlined, ThunderboltOutlined } from '@ant-design/icons'
import { useNow } from '../../components/use-now.ts'
import { freshnessLimits, freshnessOf } from '../../store/freshness.ts'
import { useApp } from '../../store/use-app.ts'
import { fromErrorInfo } from '../../../shared/errors.ts'
import { errorText } from '../../text/error-text.ts'
import { useText } from '../../text/use-text.ts'
import { isRunning, Item, type Level } from './StripItem.tsx'

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
        of="backend"
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
  const { t, f } = texts
  const receiver = useApp(({ data }) => data.status.value?.receiver ?? null)
  const questions = useApp(({ data }) => data.status.value?.questions ?? { answeredAhead: 0, notKept: 0 })
  const running = useApp(isRunning)
  const goToSettings = useApp((state) => state.goToSettings)
  if (!receiver || !running) return null
  const common = {
    of: 'receiver' as const,
    icon: <ApiOutlined />,
    name: t('frame.strip.receiver'),
    wordless: true,
    onClick: () => goToSettings('receiver'),
  }
  if (receiver.state === 'listening') {
    const { answeredAhead, notKept } = questions
    const address = (receiver.url ?? '').replace(/^https?:\/\//, '')
    return (
      <Item
        {...common}
        state={notKept === 0 ? address : t('frame.strip.notKeptState')}
        level={notKept === 0 ? 'good' : 'attention'}
        hint={
          <>
            <p>{t('frame.strip.listening', { address: receiver.url })}</p>
            {answeredAhead > 0 && <p>{t('frame.strip.answeredAhead', { n: f.number(answeredAhead) })}</p>}
            {notKept > 0 && <p>{t('frame.strip.notKept', { n: f.number(notKept) })}</p>}
          </>
        }
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
      of="push"
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
  const common = { of: 'database' as const, icon: <DatabaseOutlined />, name: t('frame.strip.database'), wordless: true }
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
      of="problems"
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
  const pace = useSimulatorPace()
  return pace === null ? null : <span className="strip-simulator muted">{pace}</span>
}

/** How fast the demo's day goes by; null where no simulator runs. */
export function useSimulatorPace(): string | null {
  const { t, f } = useText()
  const simulator = useApp(({ data }) => data.status.value?.simulator ?? null)
  const running = useApp(isRunning)
  if (!simulator?.running || !running) return null
  return t('frame.strip.simulator', { speed: simulator.speed, rate: f.number(Math.round(simulator.callsPerSecond * 10) / 10) })
}
