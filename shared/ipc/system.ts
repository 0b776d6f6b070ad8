import { z } from 'zod'
import {
  Answers,
  ApiSettings,
  AppKey,
  AppSecret,
  BaseUrl,
  CallControl,
  Mode,
  PlatformApp,
  SignaturePolicy,
  SmsControl,
} from '../domain/platform-app.ts'
import { DeliveryKind, DeliveryReason, Verdict } from '../domain/delivery.ts'
import { Profile, ProfileName, SecretKeeping } from '../domain/profile.ts'
import { ReceiverSettings } from '../settings.ts'
import { ErrorInfo } from '../errors.ts'

/** Shapes of profiles, apps, the receiver and the status strip. */

/** What only the shell knows: which runtime it is and how its backend fares. */
export const ShellState = z.object({
  version: z.string(),
  runtime: z.object({
    /** `stand-in`: an old Electron for development on closed networks; no real accounts. */
    kind: z.enum(['electron', 'stand-in']),
    electron: z.string(),
    chromium: z.string(),
  }),
  backend: z.object({
    state: z.enum(['starting', 'running', 'restarting', 'failed']),
    /** Since when it is in this state. */
    since: z.number(),
    /** How often it had to be restarted since the app started. */
    restarts: z.number().int(),
  }),
  /** The OS language, e.g. `zh-CN`. */
  osLocale: z.string(),
})
export type ShellState = z.infer<typeof ShellState>

/** `locked`: its secrets wait for a passphrase, or for being typed in again; pushes are answered 503 until then. */
export const OpenProfile = Profile.extend({
  locked: z.enum(['passphrase', 'secrets']).nullable(),
  folder: z.string(),
})
export type OpenProfile = z.infer<typeof OpenProfile>

export const ProfilesView = z.object({
  profiles: z.array(Profile),
  open: OpenProfile.nullable(),
  /** Whether the OS can keep secrets here. */
  osKeeping: z.boolean(),
  /** False in a stand-in runtime, which must not hold a real account. */
  mayConnect: z.boolean(),
})
export type ProfilesView = z.infer<typeof ProfilesView>

export const NewApp = z.object({
  name: z.string().trim().min(1).max(60),
  mode: Mode,
  appKey: AppKey,
  secret: AppSecret,
  baseUrl: BaseUrl,
  signature: SignaturePolicy.default('required'),
  answers: Answers.prefault({}),
  api: ApiSettings.prefault({}),
})
export type NewApp = z.infer<typeof NewApp>

export const ConnectAccount = z
  .object({
    name: ProfileName,
    keeping: SecretKeeping,
    /** For keeping = passphrase. */
    passphrase: z.string().min(8).max(256).nullable().default(null),
    app: NewApp,
    receiver: ReceiverSettings,
  })
  .refine((input) => input.keeping !== 'passphrase' || input.passphrase !== null, {
    path: ['passphrase'],
    message: 'a passphrase of at least 8 characters is needed',
  })

export const UnlockProfile = z.discriminatedUnion('with', [
  z.object({ with: z.literal('passphrase'), passphrase: z.string().min(1).max(256) }),
  z.object({
    with: z.literal('secrets'),
    secrets: z
      .array(z.object({ appId: z.number().int(), secret: AppSecret }))
      .min(1)
      .max(200),
  }),
])

export const AppRow = PlatformApp.omit({ pathToken: true, answers: true }).extend({
  /** What the platform is told when it asks; the callee masked, null where calls are closed. */
  answers: z.object({ call: z.enum(['close', 'connect']), callee: z.string().nullable(), sms: SmsControl }),
  /** The URL to paste into the platform's console; null while the receiver has no address. */
  pushUrl: z.string().nullable(),
  /** 0 = none at hand, 2 = one is being rotated. */
  secrets: z.number().int(),
  lastPushAt: z.number().nullable(),
  /** Refused pushes kept that may be taken in once the secret is right. */
  refused: z.number().int(),
})
export type AppRow = z.infer<typeof AppRow>

export const UpdateApp = z.object({
  id: z.number().int(),
  name: z.string().trim().min(1).max(60).optional(),
  baseUrl: BaseUrl.optional(),
  signature: SignaturePolicy.optional(),
  /** A part that is left out stays as it is. */
  answers: z.object({ call: CallControl.optional(), sms: SmsControl.optional() }).optional(),
  api: ApiSettings.optional(),
})

/** `add` keeps the old secret beside the new one while it is being rotated; `replace` forgets all others. */
export const SetSecret = z.object({ id: z.number().int(), secret: AppSecret, how: z.enum(['add', 'replace']) })

export const ReceiverState = z.object({
  settings: ReceiverSettings,
  state: z.enum(['listening', 'failed', 'stopped']),
  /** E.g. `http://127.0.0.1:18080`; null unless listening. */
  url: z.string().nullable(),
  error: ErrorInfo.nullable(),
})
export type ReceiverState = z.infer<typeof ReceiverState>

export const StatusView = z.object({
  at: z.number(),
  receiver: ReceiverState,
  database: z.object({
    state: z.enum(['ok', 'not-writable', 'opening']),
    /** Pushes waiting to be committed. */
    waiting: z.number().int(),
    bytes: z.number(),
  }),
  lastPushAt: z.number().nullable(),
  /** Pushes answered since the account's midnight. */
  today: z.object({ pushes: z.number(), duplicates: z.number(), refused: z.number(), quarantined: z.number(), unsupported: z.number() }),
  /** Median lateness (received − event time) of the latest events, ms. */
  latenessMs: z.number().nullable(),
  /** The platform's API over all apps: the worst of them counts. `idle`: never called since the start. */
  api: z.object({
    state: z.enum(['idle', 'ok', 'paced', 'failing', 'blocked']),
    lastOkAt: z.number().nullable(),
    /** Of the latest call that failed and no later one mended. */
    error: ErrorInfo.nullable(),
    /** `blocked`, `paced`: until then nothing is sent. */
    until: z.number().nullable(),
    appName: z.string().nullable(),
  }),
  poller: z.object({
    state: z.enum(['off', 'waiting', 'running', 'failing']),
    lastAt: z.number().nullable(),
    nextAt: z.number().nullable(),
    /** Differences the last runs found, all apps. */
    differences: z.number().int(),
  }),
  /** Questions of the platform that were answered before they were on disk, since the start, and whether any was lost for good. */
  questions: z.object({ answeredAhead: z.number().int(), notKept: z.number().int() }),
  /** Demo profiles only. */
  simulator: z.object({ running: z.boolean(), speed: z.number(), callsPerSecond: z.number() }).nullable(),
})
export type StatusView = z.infer<typeof StatusView>

/** A push that told nothing, or of which a part told nothing: refused, quarantined, partial, stale or unsupported. */
export const ProblemRow = z.object({
  id: z.number().int(),
  receivedAt: z.number(),
  appName: z.string().nullable(),
  kind: DeliveryKind,
  verdict: Verdict,
  reason: DeliveryReason.nullable(),
})
export type ProblemRow = z.infer<typeof ProblemRow>

export const topics = ['calls', 'numbers', 'sms', 'bindings', 'deliveries', 'apps', 'profile', 'settings', 'status'] as const
export const DataChanged = z.object({
  topics: z.array(z.enum(topics)),
  /** Grows with every note of one backend run. */
  revision: z.number().int(),
})
export type DataChanged = z.infer<typeof DataChanged>
export type Topic = (typeof topics)[number]
