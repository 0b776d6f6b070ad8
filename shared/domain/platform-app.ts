import { z } from 'zod'
import { E164 } from './phone-number.ts'

export const modes = ['AXB', 'AX', 'AXE', 'X', 'AXYB'] as const
export const Mode = z.enum(modes)
export type Mode = z.infer<typeof Mode>

/** The platform documents no key syntax; blanks and control characters are what pasting adds by accident. */
export const AppKey = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[\x21-\x7e]+$/)
export const AppSecret = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[\x21-\x7e]+$/)

/** `required`: a push whose signature does not hold is refused. `observed`: it is taken in and the finding is noted. */
export const SignaturePolicy = z.enum(['required', 'observed'])
export type SignaturePolicy = z.infer<typeof SignaturePolicy>

export const BaseUrl = z.url({ protocol: /^https?$/ }).max(512)

/** The call control of X mode: what the platform is told when it asks whom to connect (callbacks.md §3.1). */
export const CallControl = z.discriminatedUnion('operation', [
  z.object({ operation: z.literal('close') }),
  z.object({ operation: z.literal('connect'), calleeNumber: E164 }),
])
export type CallControl = z.infer<typeof CallControl>

/** SMS control: what the platform is told when it asks what to do with a text (callbacks.md §6). `forward`: to the `@number` it ends with. */
export const SmsControl = z.enum(['discard', 'forward'])
export type SmsControl = z.infer<typeof SmsControl>

/** What the platform asks and waits to be told, by mode: whom to connect (callbacks.md §3.1), what to do with a text (§6). */
export function questionsOf(mode: Mode): { call: boolean; sms: boolean } {
  return { call: mode === 'X', sms: mode === 'X' || mode === 'AX' }
}

/** What every question is answered until there are rules. */
export const Answers = z.object({
  call: CallControl.prefault({ operation: 'close' }),
  sms: SmsControl.default('discard'),
})
export type Answers = z.infer<typeof Answers>

/** How requests leave for the platform. An explicit proxy holds no password: one in a URL would rest in the database in clear. */
export const ProxyChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('system') }),
  z.object({ kind: z.literal('none') }),
  z.object({
    kind: z.literal('explicit'),
    url: z
      .url({ protocol: /^https?$/ })
      .max(512)
      .refine((url) => !/^https?:\/\/[^/]*@/.test(url)),
  }),
])
export type ProxyChoice = z.infer<typeof ProxyChoice>

/** How the platform's API is called and read back for an app. The platform publishes no limits (api.md §1.2), so ours are careful. */
export const ApiSettings = z.object({
  /** Which of the two header generations signs our requests (api.md §1.1). */
  generation: z.enum(['aksk', 'wsse']).default('aksk'),
  /** Of one try, milliseconds. */
  timeoutMs: z.number().int().min(1_000).max(120_000).default(15_000),
  /** Requests under way at a time. */
  concurrency: z.number().int().min(1).max(32).default(4),
  requestsPerSecond: z.number().min(0.1).max(100).default(10),
  proxy: ProxyChoice.prefault({ kind: 'system' }),
  /** Bindings are read back this often; 0 = never by itself. */
  pollEveryMinutes: z.number().int().min(0).max(10_080).default(60),
})
export type ApiSettings = z.infer<typeof ApiSettings>

/** One key pair with exactly one mode (api.md §1). Secrets are never part of it. */
export const PlatformApp = z.object({
  id: z.number().int(),
  name: z.string(),
  mode: Mode,
  appKey: AppKey,
  baseUrl: BaseUrl,
  signature: SignaturePolicy,
  /** Unguessable last part of the push URL. */
  pathToken: z.string(),
  answers: Answers,
  api: ApiSettings,
  createdAt: z.number(),
})
export type PlatformApp = z.infer<typeof PlatformApp>

export const defaultBaseUrl = 'https://rtcpns.cn-north-1.myhuaweicloud.com'
