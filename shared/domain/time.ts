/** The platform writes UTC without a zone: `yyyy-MM-dd HH:mm:ss` (callbacks.md §3, §4). */
const platformTime = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?Z?$/

/** Epoch ms, or null where the text is blank or no real instant. Digits-only text is read as a UNIX stamp, as the docs call it. */
export function parsePlatformTime(text: string | null | undefined): number | null {
  const trimmed = (text ?? '').trim()
  if (/^\d{10}$/.test(trimmed)) return Number(trimmed) * 1000
  if (/^\d{13}$/.test(trimmed)) return Number(trimmed)
  const match = platformTime.exec(trimmed)
  if (!match) return null
  const at = Date.parse(`${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}.${(match[7] ?? '0').padEnd(3, '0')}Z`)
  // `Date.parse` rolls 30 February over to March; the platform's text has to come back out.
  return Number.isNaN(at) || toPlatformTime(at).slice(8, 10) !== match[3] ? null : at
}

/** Epoch ms to the platform's `yyyy-MM-dd HH:mm:ss`, UTC. */
export function toPlatformTime(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ')
}

export const secondMs = 1_000
export const minuteMs = 60 * secondMs
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

/** The account's zone. China has one zone and no summer time since 1991, so a fixed offset is exact for our data. */
export const accountZone = 'Asia/Shanghai'
const accountOffsetMs = 8 * hourMs

/** The instant the account's calendar day of `at` began. */
export function startOfAccountDay(at: number): number {
  return Math.floor((at + accountOffsetMs) / dayMs) * dayMs - accountOffsetMs
}
