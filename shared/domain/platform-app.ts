import { z } from 'zod'

export const modes = ['AXB', 'AX', 'AXE', 'X', 'AXYB'] as const
export const Mode = z.enum(modes)
export type Mode = z.infer<typeof Mode>

/**
 * Modes an app can be connected in. X is left out: at each call the platform waits for our decision (callbacks.md §3.1), and as long
 * as we have none to give, connecting an X app would end every call over it.
 */
export const servedModes = ['AXB', 'AX', 'AXE', 'AXYB'] as const satisfies readonly Mode[]
export const ServedMode = z.enum(servedModes)

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
  createdAt: z.number(),
})
export type PlatformApp = z.infer<typeof PlatformApp>

export const defaultBaseUrl = 'https://rtcpns.cn-north-1.myhuaweicloud.com'
