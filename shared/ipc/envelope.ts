import { z } from 'zod'
import { ErrorInfo } from '../errors.ts'

/** Every answer travels in this; it is opened in one place, `renderer/api.ts`. */
export const Envelope = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: ErrorInfo }),
])
export type Envelope = z.infer<typeof Envelope>
