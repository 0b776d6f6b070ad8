import type { ConnectDraft, ProfilesSlice } from './profiles-slice.ts'
import type { AppsSlice } from './apps-slice.ts'
import type { FrameSlice } from './frame-slice.ts'
import type { LiveSlice } from './live-slice.ts'
import type { NumbersSlice } from './numbers-slice.ts'
import type { PanelSlice } from './panel-slice.ts'
import type { PollerSlice } from './poller-slice.ts'
import type { Data, ReadName } from './readings.ts'
import type { SettingsSlice } from './settings-slice.ts'
import type { Api } from '../api.ts'
import type { Clock } from './clock.ts'

export type { ConnectDraft }

/** What was read, and what the user is doing. Values in `data` are set by sync only; slices hold wishes and view state. */
export type AppState = { data: Data } & FrameSlice &
  SettingsSlice &
  ProfilesSlice &
  AppsSlice &
  LiveSlice &
  PanelSlice &
  NumbersSlice &
  PollerSlice

export interface SliceTools {
  api: Api
  clock: Clock
  get(): AppState
  set(patch: Partial<AppState>): void
  /** Replaces a read value with one a command answered with, so that the screen follows at once. */
  put<K extends ReadName>(name: K, value: NonNullable<Data[K]['value']>): void
}
