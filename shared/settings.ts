import { z } from 'zod'

/** Settings of the program, not of a profile; one JSON file under the user-data folder. */
export const Settings = z.object({
  language: z.enum(['system', 'zh-CN', 'en']),
  theme: z.enum(['system', 'light', 'dark']),
  /** Closing the window keeps receiving in the tray. */
  keepReceiving: z.boolean(),
  railFolded: z.boolean(),
  /** Card ids of the Live page in order; absent cards are hidden. */
  liveCards: z.array(z.string().max(40)).max(12),
  /** Opened again at the next start. */
  lastProfileId: z.string().nullable(),
})
export type Settings = z.infer<typeof Settings>

export const defaultSettings: Settings = {
  language: 'system',
  theme: 'system',
  keepReceiving: true,
  railFolded: false,
  liveCards: ['live', 'today', 'asr', 'acd', 'pdd', 'failures'],
  lastProfileId: null,
}

export const SettingsPatch = Settings.omit({ lastProfileId: true }).partial()
export type SettingsPatch = z.infer<typeof SettingsPatch>

const Port = z.number().int().min(0).max(65_535)

/** Settings of a profile's receiver. Port 0 takes any free port (headless, tests). */
export const ReceiverSettings = z.object({
  host: z
    .string()
    .min(1)
    .max(255)
    .regex(/^[0-9A-Za-z.:_-]+$/)
    .default('127.0.0.1'),
  port: Port.default(18_080),
  /** PEM files; both or none. */
  tls: z
    .object({ certFile: z.string().min(1).max(4096), keyFile: z.string().min(1).max(4096) })
    .nullable()
    .default(null),
  /** What the platform must call when the receiver is behind NAT, a tunnel or a reverse proxy. */
  publicUrl: z
    .url({ protocol: /^https?$/ })
    .max(512)
    .nullable()
    .default(null),
})
export type ReceiverSettings = z.infer<typeof ReceiverSettings>
