import { WarningOutlined } from '@ant-design/icons'
import { useNow } from '../components/use-now.ts'
import type { Loaded } from '../store/readings.ts'
import { errorText } from '../text/error-text.ts'
import { useText } from '../text/use-text.ts'
import './stale-note.css'

/** Where the latest reads failed but older values stand: how old they are, and why. The store goes on trying by itself. */
export function StaleNote({ of }: { of: readonly Pick<Loaded<unknown>, 'readAt' | 'error'>[] }) {
  const texts = useText()
  const failed = of.filter((one) => one.error !== null && one.readAt !== null)
  const oldest = Math.min(...failed.map((one) => one.readAt ?? Infinity))
  const age = useNow((now) => (failed.length === 0 ? null : texts.f.ago(now - oldest)))
  const error = failed[0]?.error
  if (!error || age === null) return null
  return (
    <p className="stale-note" role="alert">
      <WarningOutlined /> {texts.t('frame.common.oldData', { age })} <span className="muted">{errorText(error, texts).full}</span>
    </p>
  )
}
