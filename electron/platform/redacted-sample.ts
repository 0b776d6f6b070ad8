import { maskForeignText } from '../../shared/domain/phone-number.ts'

const longestText = 24
const longestSample = 800
/** Of what is no JSON, its beginning tells what it is. */
const longestForeign = 200
const shownEntries = 2
const deepest = 8

/**
 * An answer that made no sense, fit for logs and bug reports: its structure and field names are kept; of numbers, which may be phone
 * numbers, the digits are hidden; long texts and lists are cut.
 */
export function redactedSample(body: string): string {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    // Cut last: what is left of a number that was cut is not known for one.
    return hidden(body.slice(0, 2 * longestForeign).replace(/[^\P{C}]|\uFFFD/gu, '·')).slice(0, longestForeign)
  }
  return JSON.stringify(reduced(parsed, 0)).slice(0, longestSample)
}

function reduced(value: unknown, depth: number): unknown {
  if (typeof value === 'string') {
    const text = hidden(value.slice(0, longestSample))
    return value.length > longestText ? `${text.slice(0, longestText)}…` : text
  }
  if (typeof value === 'number') return hidden(String(value))
  if (typeof value !== 'object' || value === null) return value
  if (depth >= deepest) return '…'
  if (Array.isArray(value)) {
    const rest = value.length - shownEntries
    const shown = value.slice(0, shownEntries).map((entry) => reduced(entry, depth + 1))
    return rest > 0 ? [...shown, `… ${rest} more`] : shown
  }
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [hidden(name), reduced(field, depth + 1)]))
}

// Short runs of digits are lengths, pages and times, which are what one wants to see.
function hidden(text: string): string {
  return maskForeignText(text.replace(/\d{7,}/g, (digits) => '#'.repeat(digits.length)))
}
