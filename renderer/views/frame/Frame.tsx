import { lazy, Suspense, type ReactNode } from 'react'
import { useApp } from '../../store/use-app.ts'
import { LivePage } from '../live/LivePage.tsx'
import { KeySheet } from './KeySheet.tsx'
import { LockedBanner } from './LockedBanner.tsx'
import { PanelHost } from './PanelHost.tsx'
import { Rail } from './Rail.tsx'
import { Strip } from './Strip.tsx'
import { useKeys } from './use-keys.ts'
import './frame.css'

const SettingsPage = lazy(async () => ({ default: (await import('../settings/SettingsPage.tsx')).SettingsPage }))

/** Everything around a page: rail, strip, banners, side panel. */
export function Frame() {
  useKeys()
  const page = useApp((state) => state.page)
  const pages: Record<typeof page, ReactNode> = { live: <LivePage />, settings: <SettingsPage /> }
  return (
    <div className="frame">
      <Rail />
      <div className="frame-main">
        <Strip />
        <LockedBanner />
        <div className="frame-page">
          <Suspense fallback={null}>{pages[page]}</Suspense>
          <PanelHost />
        </div>
      </div>
      <KeySheet />
    </div>
  )
}
