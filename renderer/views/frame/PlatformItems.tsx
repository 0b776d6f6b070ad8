import { CloudServerOutlined, SyncOutlined } from '@ant-design/icons'
import { useNow } from '../../components/use-now.ts'
import type { StatusView } from '../../../shared/ipc/system.ts'
import { fromErrorInfo } from '../../../shared/errors.ts'
import { useApp } from '../../store/use-app.ts'
import { errorText } from '../../text/error-text.ts'
import { useText } from '../../text/use-text.ts'
import { isRunning, Item, type Level } from './StripItem.tsx'

const apiLevels: Record<StatusView['api']['state'], Level> = {
  idle: 'quiet',
  ok: 'good',
  paced: 'busy',
  failing: 'attention',
  blocked: 'action',
}

/** How calling the platform's API goes, over all apps. */
export function ApiItem() {
  const texts = useText()
  const { t, f } = texts
  const api = useApp(({ data }) => data.status.value?.api ?? null)
  const running = useApp(isRunning)
  const goToSettings = useApp((state) => state.goToSettings)
  if (!api || !running) return null
  const words = t(`frame.strip.apiState.${api.state}`)
  const failure = api.error && errorText(fromErrorInfo(api.error), texts)
  return (
    <Item
      of="api"
      icon={<CloudServerOutlined />}
      name={t('frame.strip.api')}
      state={api.until === null ? words : t('frame.strip.apiUntil', { state: words, time: f.minute(api.until) })}
      level={apiLevels[api.state]}
      onClick={() => goToSettings('apps')}
      hint={
        <>
          <p>{t(`frame.strip.apiHint.${api.state}`)}</p>
          {failure && <p>{failure.full}</p>}
          {api.appName !== null && <p>{t('frame.strip.apiApp', { app: api.appName })}</p>}
          {api.lastOkAt !== null && <p>{t('frame.strip.apiLastOk', { time: f.dateTime(api.lastOkAt) })}</p>}
        </>
      }
    />
  )
}

const pollerLevels: Record<StatusView['poller']['state'], Level> = { off: 'quiet', waiting: 'good', running: 'busy', failing: 'attention' }

/** Reading bindings back: how long ago, or what keeps it. */
export function PollerItem() {
  const { t, f } = useText()
  const poller = useApp(({ data }) => data.status.value?.poller ?? null)
  const running = useApp(isRunning)
  const goToSettings = useApp((state) => state.goToSettings)
  const lastAt = poller?.lastAt ?? null
  const age = useNow((now) => (lastAt === null ? null : f.ago(now - lastAt)))
  if (!poller || !running) return null
  const { state, nextAt, differences } = poller
  return (
    <Item
      of="poller"
      icon={<SyncOutlined spin={state === 'running'} />}
      name={t('frame.strip.poller')}
      state={state === 'waiting' && age !== null ? age : t(`frame.strip.pollerState.${state}`)}
      level={state === 'waiting' && lastAt === null ? 'quiet' : pollerLevels[state]}
      onClick={() => goToSettings('poller')}
      hint={
        <>
          <p>{t('frame.strip.pollerHint')}</p>
          {lastAt !== null && <p>{t('frame.strip.pollerLast', { time: f.dateTime(lastAt) })}</p>}
          {nextAt !== null && <p>{t('frame.strip.pollerNext', { time: f.dateTime(nextAt) })}</p>}
          {lastAt !== null && <p>{t('frame.strip.pollerFound', { n: f.number(differences) })}</p>}
        </>
      }
    />
  )
}
