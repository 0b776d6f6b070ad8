import { memo } from 'react'
import { Tag, Tooltip } from 'antd'
import { useApp } from '../../store/use-app.ts'
import { useText } from '../../text/use-text.ts'
import { BackendItem, DatabaseItem, ProblemsItem, PushItem, ReceiverItem, SimulatorItem, useSimulatorPace } from './StripItems.tsx'
import { LookSwitches } from './LookSwitches.tsx'
import { ApiItem, PollerItem } from './PlatformItems.tsx'
import './strip.css'

/** Always in sight: is what the page shows true, and if not, why. */
export const Strip = memo(function Strip() {
  const { t } = useText()
  const demo = useApp(({ data }) => data.profiles.value?.open?.kind === 'demo')
  const name = useApp(({ data }) => data.profiles.value?.open?.name ?? null)
  const pace = useSimulatorPace()
  const standIn = useApp(({ data }) => {
    const runtime = data.shell.value?.runtime
    return runtime?.kind === 'stand-in' ? runtime.electron : null
  })
  return (
    <header className="strip" aria-label={t('frame.strip.label')}>
      {demo && (
        <Tooltip
          title={[t('frame.demoHint'), ...(pace === null ? [] : [pace])].map((line) => (
            <p key={line}>{line}</p>
          ))}
        >
          <Tag color="orange" variant="solid" className="strip-demo">
            {t('frame.demo')}
          </Tag>
        </Tooltip>
      )}
      {!demo && name !== null && <b className="strip-profile">{name}</b>}
      <BackendItem />
      <ReceiverItem />
      <PushItem />
      <DatabaseItem />
      <ApiItem />
      <PollerItem />
      <ProblemsItem />
      <span className="strip-space" />
      <SimulatorItem />
      {standIn !== null && (
        <Tooltip title={t('frame.standInHint', { version: standIn })}>
          <Tag className="strip-stand-in">{t('frame.standIn')}</Tag>
        </Tooltip>
      )}
      <LookSwitches />
    </header>
  )
})
