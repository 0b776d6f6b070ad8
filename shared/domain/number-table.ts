import { maskNumber, maskText, toE164 } from './phone-number.ts'

/**
 * The console's number table as a source of X numbers: the platform has no list of them in its API (api.md §1.3). Its columns are not
 * documented, so people say which holds what.
 */

/** `unknown-city`: the number is taken in without a city. Rows with any other fault are left out. */
export const numberRowFaults = ['no-number', 'not-an-x-number', 'unknown-city', 'unknown-app', 'repeated', 'contradicts'] as const
export type NumberRowFault = (typeof numberRowFaults)[number]

/** A row of a file: `row` as the file counts, from 1; cells as text, missing ones at the end not there. */
export interface TableRow {
  row: number
  cells: readonly string[]
}

const invisible = /[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g

/** A cell without what keeps spreadsheets from making a number of it: `'170…`, `="170…"`, blanks and invisible marks around it. */
export function plainCell(cell: string): string {
  const trimmed = cell.normalize('NFKC').replace(invisible, '').trim()
  return (/^="(.*)"$/s.exec(trimmed)?.[1] ?? trimmed).replace(/^['’]/, '').trim()
}

const xFormat = /^\+861[3-9]\d{9}$/

/**
 * The X number of a cell in any usual form. X numbers look like mobile numbers of the mainland, whatever they begin with (rules.md §1).
 * @returns null for anything else, also for a number that has lost digits (`1.7E+10` in a CSV file)
 */
export function toXNumber(cell: string): string | null {
  const number = toE164(withAllDigits(plainCell(cell)))
  return number !== null && xFormat.test(number) ? number : null
}

/** Writes out what a spreadsheet wrote as `1.7000000001E+10` or `17000000001.0`, where no digit is missing. */
function withAllDigits(text: string): string {
  const [, first = '', rest = '', exponent = ''] = /^(\d)(?:\.(\d+))?e\+?(\d{1,2})$/i.exec(text) ?? []
  if (first !== '') return rest.length === Number(exponent) ? `${first}${rest}` : text
  return text.replace(/^(\d+)\.0+$/, '$1')
}

const date = /^(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}(?!\d)/
const numberLike = /\d(?:[^\p{L}\d]{0,2}\d){6,}/gu
const longestShown = 60

/** What of a cell may be shown: numbers masked in whatever form, long texts cut. */
export function maskCell(cell: string): string {
  const plain = plainCell(cell)
  const number = toXNumber(plain)
  if (number !== null) return maskNumber(number)
  const day = date.exec(plain)?.[0] ?? ''
  const rest = maskText(plain.slice(day.length)).replace(numberLike, (digits) => `****${digits.slice(-2)}`)
  const shown = day + rest
  return shown.length > longestShown ? `${shown.slice(0, longestShown)}…` : shown
}

/** Ranked: the first pattern that fits any header decides. What exactly names the thing comes before what only speaks of it. */
const headings = {
  number: [
    /^(?:x|x号码?|x?(?:隐私(?:保护)?|虚拟|中间)号码?x?|小号|xnumber|privatenumber|virtualnumber)$/,
    /(?:隐私|虚拟|中间).*号/,
    /^(?:号码|手机号码?|电话号码|number|phonenumber|phone|mobile|msisdn)$/,
    /号码|number|phone/,
  ],
  city: [
    /^(?:区号|城市区号|城市编码|城市代码|areacode|citycode)$/,
    /区号|areacode/,
    /^(?:城市|归属地|归属城市|地市|city|area)$/,
    /城市|归属地|地市|city/,
  ],
  app: [/appkey|应用key/, /^(?:应用|应用名称?|所属应用|app|appname|application)$/, /应用|application/],
}

const plainHeading = (header: string) =>
  plainCell(header)
    .toLowerCase()
    .replace(/[^a-z0-9\u4e00-\u9fff]/g, '')

/** How well a header fits: 0 is best, null not at all. */
function rankOf(header: string, patterns: readonly RegExp[]): number | null {
  const rank = patterns.findIndex((pattern) => pattern.test(plainHeading(header)))
  return rank === -1 ? null : rank
}

/**
 * Which columns hold number, city and app. A column of numbers is known by what is in it; headers decide between several, and where the
 * table holds none that is right. City and app are known by their headers alone: any small number may be a city's code.
 */
export function guessColumns(
  headers: readonly string[],
  rows: readonly TableRow[],
): { number: number; city: number | null; app: number | null } | null {
  const columns = headers.map((header, index) => {
    const cells = rows.map(({ cells }) => plainCell(cells[index] ?? '')).filter((cell) => cell !== '')
    const holding = cells.filter((cell) => toXNumber(cell) !== null).length
    return { index, holdsNumbers: holding * 2 > cells.length, rank: rankOf(header, headings.number) ?? headings.number.length }
  })
  const named = columns.filter(({ rank }) => rank < headings.number.length)
  const [number] = bestFirst(columns.filter(({ holdsNumbers }) => holdsNumbers)).concat(bestFirst(named))
  if (number === undefined) return null
  const others = (patterns: readonly RegExp[], taken: readonly (number | undefined)[]) =>
    bestFirst(
      headers.flatMap((header, index) => {
        const rank = taken.includes(index) ? null : rankOf(header, patterns)
        return rank === null ? [] : [{ index, rank }]
      }),
    )[0]?.index
  const app = others(headings.app, [number.index])
  const city = others(headings.city, [number.index, app])
  return { number: number.index, city: city ?? null, app: app ?? null }
}

function bestFirst<T extends { index: number; rank: number }>(columns: readonly T[]): T[] {
  return [...columns].sort((a, b) => a.rank - b.rank || a.index - b.index)
}
