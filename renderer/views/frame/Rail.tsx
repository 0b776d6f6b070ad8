import { DashboardOutlined, DoubleLeftOutlined, DoubleRightOutlined, QuestionCircleOutlined, SettingOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { pages, type Page } from '../../store/frame-slice.ts'
import { useApp } from '../../store/use-app.ts'
import { useText } from '../../text/use-text.ts'
import { useAttempt } from '../attempt.ts'

const icons: Record<Page, ReactNode> = { live: <DashboardOutlined />, settings: <SettingOutlined /> }

export function Rail() {
  const { t } = useText()
  const attempt = useAttempt()
  const page = useApp((state) => state.page)
  const folded = useApp(({ data }) => data.settings.value?.railFolded ?? false)
  const { goTo, showKeys, updateSettings } = useApp(({ goTo, showKeys, updateSettings }) => ({ goTo, showKeys, updateSettings }))
  const fold = t(folded ? 'frame.rail.unfold' : 'frame.rail.fold')
  return (
    <nav className="rail" data-folded={folded} aria-label={t('frame.rail.label')}>
      <p className="rail-name" aria-hidden={folded}>
        <i className="rail-logo" aria-hidden="true" />
        <span>{t('frame.appName')}</span>
      </p>
      <ul>
        {pages.map((name, index) => (
          <li key={name}>
            <button
              type="button"
              className="plain rail-item"
              aria-current={page === name ? 'page' : undefined}
              title={`${t(`frame.pages.${name}`)} (Ctrl+${index + 1})`}
              onClick={() => goTo(name)}
            >
              {icons[name]}
              <span>{t(`frame.pages.${name}`)}</span>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className="plain rail-item" title={`${t('frame.keys.open')} (?)`} onClick={() => showKeys(true)}>
        <QuestionCircleOutlined />
        <span>{t('frame.keys.title')}</span>
      </button>
      <button
        type="button"
        className="plain rail-item"
        title={fold}
        aria-label={fold}
        aria-expanded={!folded}
        onClick={() => void attempt(() => updateSettings({ railFolded: !folded }))}
      >
        {folded ? <DoubleRightOutlined /> : <DoubleLeftOutlined />}
        <span>{fold}</span>
      </button>
    </nav>
  )
}
