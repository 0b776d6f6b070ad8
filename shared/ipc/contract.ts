import { z } from 'zod'
import { Settings, SettingsPatch, ReceiverSettings } from '../settings.ts'
import { command, event, query, shellQuery } from './define.ts'
import type { CallChannel, ChannelAt, EventChannel, Handlers, Input, Output, Payload, Sent } from './define.ts'
import { BindingHistoryRow, PollState } from './poller.ts'
import { NumberSummary, NumberTableMapping, NumberTablePreview, NumberTableResult, TableFile } from './numbers.ts'
import { CallDetail, CallPage, CallScope, FeedRow, LiveCalls, LiveCards, LiveFilter, LiveMinute } from './live.ts'
import {
  AppRow,
  ConnectAccount,
  DataChanged,
  NewApp,
  OpenProfile,
  ProblemRow,
  ProfilesView,
  ReceiverState,
  SetSecret,
  ShellState,
  StatusView,
  UnlockProfile,
  UpdateApp,
} from './system.ts'

const Nothing = z.strictObject({})
const Done = z.strictObject({})
const ProfileId = z.object({ id: z.string().min(1).max(80) })
const AppId = z.object({ id: z.number().int() })

/**
 * THE table of channels: `area.verb`, one row each. Types, preload, parsing and the page's api derive from it.
 * Domain channels need an open profile and answer `conflict` with `details.reason = 'no-profile'` without one.
 */
export const contract = {
  'shell.state': shellQuery(Nothing, ShellState),
  'shell.stateChanged': event(ShellState),

  'settings.get': query(Nothing, Settings),
  'settings.update': command(SettingsPatch, Settings),

  'profiles.list': query(Nothing, ProfilesView),
  'profiles.startDemo': command(Nothing, OpenProfile),
  'profiles.connect': command(ConnectAccount, OpenProfile),
  'profiles.open': command(ProfileId, OpenProfile),
  'profiles.unlock': command(UnlockProfile, OpenProfile),
  'profiles.close': command(Nothing, Done),

  'apps.list': query(Nothing, z.array(AppRow)),
  'apps.add': command(NewApp, AppRow),
  'apps.update': command(UpdateApp, AppRow),
  'apps.setSecret': command(SetSecret, AppRow),
  /** Checks kept refused pushes of the app again and takes in those whose signature now holds. */
  'apps.reverify': command(AppId, z.object({ accepted: z.number().int(), stillRefused: z.number().int() })),

  'receiver.get': query(Nothing, ReceiverState),
  /** Restarts the receiver. A taken port is `conflict` with `{reason: 'port-taken', port, freePort}` and changes nothing. */
  'receiver.update': command(ReceiverSettings, ReceiverState),

  'status.get': query(Nothing, StatusView),
  'deliveries.problems': query(z.object({ limit: z.number().int().min(1).max(200).default(50) }), z.array(ProblemRow)),

  'live.calls': query(
    z.object({
      filter: LiveFilter,
      offset: z.number().int().min(0).max(10_000_000).default(0),
      limit: z.number().int().min(1).max(200).default(60),
    }),
    LiveCalls,
  ),
  'live.cards': query(Nothing, LiveCards),
  'live.minutes': query(Nothing, z.array(LiveMinute)),
  'live.feed': query(z.object({ limit: z.number().int().min(1).max(200).default(50) }), z.array(FeedRow)),

  'calls.get': query(z.object({ id: z.number().int() }), CallDetail),
  'calls.list': query(
    z.object({
      scope: CallScope,
      after: z.string().max(200).nullable().default(null),
      limit: z.number().int().min(1).max(200).default(100),
    }),
    CallPage,
  ),

  /** What is known of X numbers, per app. */
  'numbers.summary': query(Nothing, NumberSummary),
  /** Looks into a number table: its columns, and how they were mapped before. Changes nothing. */
  'numbers.previewTable': query(z.object({ file: TableFile }), NumberTablePreview),
  /** Takes the X numbers of a table in and remembers the mapping. The same table again changes nothing. */
  'numbers.importTable': command(z.object({ file: TableFile, mapping: NumberTableMapping }), NumberTableResult),

  'poller.list': query(Nothing, z.array(PollState)),
  /** Reads bindings back now; null = of all apps. Answers at once, `poller.list` tells how it goes. */
  'poller.run': command(z.object({ appId: z.number().int().nullable() }), z.array(PollState)),
  'poller.cancel': command(z.object({ appId: z.number().int() }), z.array(PollState)),

  /** The latest lines of all bindings' histories, newest first. */
  'bindings.history': query(
    z.object({
      appId: z.number().int().nullable().default(null),
      /** Only what was read back and was not our doing. */
      elsewhere: z.boolean().default(false),
      before: z.number().int().nullable().default(null),
      limit: z.number().int().min(1).max(200).default(50),
    }),
    z.object({ rows: z.array(BindingHistoryRow), next: z.number().int().nullable() }),
  ),

  'data.changed': event(DataChanged),
} as const

export type Contract = typeof contract
/** Channels that are answered (queries and commands), and channels of news. */
export type Channel = CallChannel<Contract>
export type News = EventChannel<Contract>
export type BackendChannel = ChannelAt<Contract, 'backend'>
export type ShellChannel = ChannelAt<Contract, 'shell'>
export type SentTo<K extends Channel> = Sent<Contract, K>
export type InputOf<K extends Channel> = Input<Contract, K>
export type OutputOf<K extends Channel> = Output<Contract, K>
export type PayloadOf<K extends News> = Payload<Contract, K>
export type BackendHandlers = Handlers<Contract, BackendChannel>
export type ShellHandlers = Handlers<Contract, ShellChannel>

const names = Object.keys(contract) as (keyof Contract)[]
export const channels = names.filter((name): name is Channel => contract[name].kind !== 'event')
export const news = names.filter((name): name is News => contract[name].kind === 'event')
