/** Documented bodies nest three deep (`smsEvent.extInfo.extParas[]`); what is far beyond is no push, and recursion must end somewhere. */
const deepest = 32

export type ShapeFault = 'nested-too-deep' | 'name-repeated'

/**
 * What is wrong with a body whatever it says. `JSON.parse` lets the last of two equal names win, so which of them was meant cannot be
 * known: names written are counted against names found.
 * @param text what `body` was parsed from
 */
export function shapeFaultOf(text: string, body: unknown): ShapeFault | null {
  const found = countNames(body, 0)
  if (found === null) return 'nested-too-deep'
  return namesWritten(text) === found ? null : 'name-repeated'
}

function countNames(value: unknown, depth: number): number | null {
  if (typeof value !== 'object' || value === null) return 0
  if (depth === deepest) return null
  const children: readonly unknown[] = Array.isArray(value) ? value : Object.values(value)
  let names = Array.isArray(value) ? 0 : children.length
  for (const child of children) {
    const inside = countNames(child, depth + 1)
    if (inside === null) return null
    names += inside
  }
  return names
}

const quote = 0x22
const backslash = 0x5c
const colon = 0x3a
const space = 0x20

/** Strings followed by a colon. The text is known to be JSON, so outside of strings a quotation mark begins one. */
function namesWritten(text: string): number {
  let names = 0
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at)) {
    at = endOfString(text, at)
    // All blanks of JSON are at or below the space.
    while (text.charCodeAt(at) <= space) at += 1
    if (text.charCodeAt(at) === colon) names += 1
  }
  return names
}

/** The place behind the closing quotation mark of the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === quote) return at + 1
    if (code === backslash) at += 1
  }
  return text.length
}
