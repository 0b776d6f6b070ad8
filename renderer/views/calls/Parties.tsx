import type { CallDetail } from '../../../shared/ipc/live.ts'
import { useText } from '../../text/use-text.ts'

/** Who speaks with whom over which private numbers: three boxes, or four where the mode has an extension or a second number. */
export function Parties({ call }: { call: CallDetail }) {
  const { t } = useText()
  const boxes = [
    { name: t('calls.panel.caller'), value: call.caller },
    { name: t('calls.panel.x'), value: call.x },
    ...(call.mode === 'AXE' ? [{ name: t('calls.panel.extension'), value: call.extension ?? '–' }] : []),
    ...(call.mode === 'AXYB' ? [{ name: t('calls.panel.y'), value: call.y ?? '–' }] : []),
    { name: t('calls.panel.callee'), value: call.callee, hint: call.callee === '–' ? t('calls.panel.unknownCallee') : undefined },
  ]
  return (
    <dl className={boxes.length > 3 ? 'parties parties-four' : 'parties'}>
      {boxes.map(({ name, value, hint }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="mono" title={hint}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  )
}
