/** The platform writes UTC without a zone: `yyyy-MM-dd HH:mm:ss` (callbacks.md §3, §4). */
const platformTime = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?Z?$/

/** Takes the years below 100 as they are: `Date.UTC` reads them as 19xx, and the calendar repeats every 400 years. */
const calendarCycleMs = 146_097 * 24 * 60 * 60 * 1_000

/** Epoch ms, or null where the text is blank or no real instant. Digits-only text is read as a UNIX stamp, as the docs call it. */
export function parsePlatformTime(text: string | null | undefined): number | null {
  const trimmed = (text ?? '').trim()
  const match = platformTime.exec(trimmed)
  if (match) return instantOf(match)
  if (/^\d{10}$/.test(trimmed)) return Number(trimmed) * 1000
  return /^\d{13}$/.test(trimmed) ? Number(trimmed) : null
}

/** This is the hot path: a CDR has eight times, and `Date.parse` costs five times as much. */
function instantOf(match: RegExpExecArray): number | null {
  const [day, hour, minute, second] = [Number(match[3]), Number(match[4]), Number(match[5]), Number(match[6])]
  if (hour > 23 || minute > 59 || second > 59) return null
  const ms = match[7] === undefined ? 0 : Number(match[7].padEnd(3, '0'))
  const month = Number(match[2]) - 1
  const at = Date.UTC(Number(match[1]) + 400, month, day, hour, minute, second, ms) - calendarCycleMs
  // 30 February and a 13th month roll over; the platform's text has to come back out.
  const read = new Date(at)
  return read.getUTCDate() === day && read.getUTCMonth() === month ? at : null
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
