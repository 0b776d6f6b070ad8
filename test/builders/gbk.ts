/** Node reads GBK and does not write it: the way back from every pair of bytes. */
const pairs = new Map<string, readonly [number, number]>()
const decoder = new TextDecoder('gbk')
for (let lead = 0x81; lead <= 0xfe; lead += 1)
  for (let trail = 0x40; trail <= 0xfe; trail += 1) {
    const text = decoder.decode(Uint8Array.of(lead, trail))
    if (text.length === 1 && text !== '\ufffd' && !pairs.has(text)) pairs.set(text, [lead, trail])
  }

/** Text in GBK. @throws Error for a character GBK has not */
export function toGbk(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    [...text].flatMap((character) => {
      const code = character.charCodeAt(0)
      if (code < 0x80) return [code]
      const pair = pairs.get(character)
      if (pair === undefined) throw new Error(`GBK has no ${character}`)
      return [...pair]
    }),
  )
}
