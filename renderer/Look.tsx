import { App as AntApp, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { useEffect, useLayoutEffect, useMemo, useState, type ReactNode } from 'react'
import { useApp } from './store/use-app.ts'
import { applyPalette } from './styles/apply.ts'
import { antdTheme } from './styles/theme.ts'
import type { Theme } from './styles/palette.ts'
import { languageOf } from './text/i18n.ts'
import { TextProvider } from './text/TextProvider.tsx'

interface Props {
  nonce: string
  children: ReactNode
}

/** Language and theme for everything below, following the settings and, where they say so, the system. */
export function Look({ nonce, children }: Props) {
  const language = useApp(({ data }) => languageOf(data.settings.value?.language ?? 'system', data.shell.value?.osLocale ?? ''))
  const systemDark = useMedia('(prefers-color-scheme: dark)')
  const reducedMotion = useMedia('(prefers-reduced-motion: reduce)')
  const theme = useApp(({ data }): Theme => {
    const wanted = data.settings.value?.theme ?? 'system'
    return wanted === 'system' ? (systemDark ? 'dark' : 'light') : wanted
  })

  // A layout effect: the children would show the other theme's colours for a frame.
  useLayoutEffect(() => applyPalette(document.documentElement, theme), [theme])

  const tokens = useMemo(() => antdTheme(theme, reducedMotion), [theme, reducedMotion])
  return (
    <TextProvider language={language}>
      <ConfigProvider
        csp={{ nonce }}
        locale={language === 'en' ? enUS : zhCN}
        theme={tokens}
        getPopupContainer={popupRoot}
        button={buttons}
      >
        <AntApp className="app-root" message={messagePlace}>
          {children}
        </AntApp>
      </ConfigProvider>
    </TextProvider>
  )
}

// Outside the body antd locks no scrolling: its lock is a style element without a nonce, and the page never scrolls as a whole.
const popupRoot = () => document.getElementById('root') ?? document.body

// antd would write two-character Chinese labels with a gap.
const buttons = { autoInsertSpace: false }

const messagePlace = { top: 56 }

function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => window.matchMedia(query).matches)
  useEffect(() => {
    const list = window.matchMedia(query)
    const follow = () => setMatches(list.matches)
    list.addEventListener('change', follow)
    return () => list.removeEventListener('change', follow)
  }, [query])
  return matches
}
