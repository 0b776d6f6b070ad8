import type { CallDetail } from '../../../shared/ipc/live.ts'
import { q850Text, releaseText } from '../../text/code-text.ts'
import { useText } from '../../text/use-text.ts'

/** Why the call ended, in words, with the codes behind them and what to do. */
export function Release({ call }: { call: CallDetail }) {
  const { t, language } = useText()
  const { meaning, remedy } = releaseText(call, language)
  const numbers = [
    call.releaseCode === null ? null : t('calls.panel.code', { code: call.releaseCode }),
    call.q850Cause ? t('calls.panel.q850', { code: call.q850Cause, text: q850Text(call.q850Cause, language) }) : null,
    call.sipStatus ? t('calls.panel.sip', { code: call.sipStatus }) : null,
  ].filter((text) => text !== null)
  return (
    <section>
      <h3>{t('calls.panel.release')}</h3>
      <div className="release" data-outcome={call.outcome}>
        <p className="release-meaning">{meaning ?? t('calls.panel.noCode')}</p>
        {numbers.length > 0 && <p className="muted small">{numbers.join(' · ')}</p>}
        {remedy !== null && (
          <p>
            <b>{t('calls.panel.remedy')}</b> {remedy}
          </p>
        )}
      </div>
    </section>
  )
}
