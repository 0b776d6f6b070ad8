import { accountZone, dayMs, hourMs, minuteMs, secondMs, startOfAccountDay } from '../../shared/domain/time.ts'
import type { Language } from './i18n.ts'

/** How numbers and times are written. Instants are epoch ms and shown in the account's zone; null is always an en dash. */
export interface Formats {
  number(value: number | null): string
  /** @param share 0..1 */
  percent(share: number | null, digits?: number): string
  /** `14:03:09`. */
  time(at: number | null): string
  /** `14:03`. */
  minute(at: number): string
  /** The time today, else date and time. */
  moment(at: number | null, now: number): string
  dateTime(at: number): string
  date(at: number): string
  /** A running or finished length: `0:07`, `12:40`, `1:02:03`. */
  clock(ms: number | null): string
  /** A length in words: `350 毫秒`, `2.4 秒`, `12 分钟`. */
  length(ms: number | null): string
  /** A length as a bare number of seconds: `3.6`. */
  seconds(ms: number | null): string
  /** `3 秒前`. */
  ago(ms: number): string
  bytes(value: number): string
}

const dash = '–'

export function createFormats(language: Language): Formats {
  const date = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { timeZone: accountZone, hourCycle: 'h23', ...options })
  const tenths = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })
  const integers = new Intl.NumberFormat(language)
  const times = date({ hour: '2-digit', minute: '2-digit', second: '2-digit' })
  const minutes = date({ hour: '2-digit', minute: '2-digit' })
  const dates = date({ year: 'numeric', month: 'long', day: 'numeric' })
  const shortDates = date({ month: language === 'en' ? 'short' : 'long', day: 'numeric' })
  const ages = new Intl.RelativeTimeFormat(language, { style: language === 'en' ? 'narrow' : 'short', numeric: 'always' })
  const unit = (name: string, digits = 0) =>
    new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: digits })
  const units = { ms: unit('millisecond'), s: unit('second', 1), min: unit('minute'), h: unit('hour', 1), day: unit('day') }
  const percents = [0, 1].map(
    (digits) => new Intl.NumberFormat(language, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }),
  )

  return {
    number: (value) => (value === null ? dash : integers.format(value)),
    percent: (share, digits = 1) => (share === null ? dash : (percents[digits] ?? integers).format(share)),
    time: (at) => (at === null ? dash : times.format(at)),
    minute: (at) => minutes.format(at),
    moment(at, now) {
      if (at === null) return dash
      return startOfAccountDay(at) === startOfAccountDay(now) ? times.format(at) : `${shortDates.format(at)} ${times.format(at)}`
    },
    dateTime: (at) => `${dates.format(at)} ${times.format(at)}`,
    date: (at) => dates.format(at),
    clock: (ms) => (ms === null ? dash : clockText(ms)),
    length(ms) {
      if (ms === null) return dash
      const size = Math.abs(ms)
      if (size < secondMs) return units.ms.format(Math.round(ms))
      if (size < minuteMs) return units.s.format(ms / secondMs)
      if (size < hourMs) return units.min.format(Math.round(ms / minuteMs))
      return size < dayMs ? units.h.format(ms / hourMs) : units.day.format(Math.round(ms / dayMs))
    },
    seconds: (ms) => (ms === null ? dash : tenths.format(ms / secondMs)),
    ago(ms) {
      const past = Math.max(0, ms)
      if (past < minuteMs) return ages.format(-Math.floor(past / secondMs), 'second')
      if (past < hourMs) return ages.format(-Math.floor(past / minuteMs), 'minute')
      return past < dayMs ? ages.format(-Math.floor(past / hourMs), 'hour') : ages.format(-Math.floor(past / dayMs), 'day')
    },
    bytes(value) {
      const steps = ['byte', 'kilobyte', 'megabyte', 'gigabyte']
      const step = value < 1 ? 0 : Math.min(steps.length - 1, Math.floor(Math.log(value) / Math.log(1024)))
      return unit(steps[step] ?? 'byte', step > 1 ? 1 : 0).format(value / 1024 ** step)
    },
  }
}

function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / secondMs))
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const rest = `${hours > 0 ? two(Math.floor(seconds / 60) % 60) : Math.floor(seconds / 60)}:${two(seconds % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}
