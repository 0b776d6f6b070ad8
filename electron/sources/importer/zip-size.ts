/** Signatures and fields of PKWARE's APPNOTE 4.3.12 to 4.3.16 and 4.5.3, little-endian. */
const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const endBytes = 22
const entryBytes = 46
const longestComment = 0xffff
/** In a field of 32 bits: the value stands in a field of 64 bits elsewhere. */
const elsewhere32 = 0xffff_ffff
const elsewhere16 = 0xffff
const wideSizes = 0x0001
/** Sizes stand behind the data, and perhaps nowhere else. */
const sizesBehind = 0x0008
/** Deflate makes at most this many bytes of one. */
const mostInflation = 1_032

/**
 * To how many bytes an archive says its parts inflate, all together. Read where and how the library under us reads it, which inflates no
 * part further than is declared here. A part that does not say counts as the most it can be.
 * @returns null = no archive
 */
export function inflatedSize(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  if (end === null) return null
  const count = view.getUint16(end + 10, true)
  const size = view.getUint32(end + 12, true)
  const offset = view.getUint32(end + 16, true)
  if (count === elsewhere16 || size === elsewhere32 || offset === elsewhere32) return Number.POSITIVE_INFINITY

  let sum = 0
  let at = offset
  for (let entry = 0; entry < count; entry += 1) {
    if (at + entryBytes > view.byteLength || view.getUint32(at, true) !== entrySignature) return null
    const nameBytes = view.getUint16(at + 28, true)
    const extraBytes = view.getUint16(at + 30, true)
    sum += entrySize(view, at, { from: at + entryBytes + nameBytes, to: at + entryBytes + nameBytes + extraBytes })
    at += entryBytes + nameBytes + extraBytes + view.getUint16(at + 32, true)
  }
  return sum
}

function endOf(view: DataView): number | null {
  const last = view.byteLength - endBytes
  for (let at = last; at >= Math.max(0, last - longestComment); at -= 1) if (view.getUint32(at, true) === endSignature) return at
  return null
}

function entrySize(view: DataView, at: number, extra: { from: number; to: number }): number {
  const packed = view.getUint32(at + 20, true)
  const declared = view.getUint32(at + 24, true)
  const areBehind = (view.getUint16(at + 8, true) & sizesBehind) !== 0
  if (packed === 0 && areBehind) return view.byteLength * mostInflation
  // The library takes 0 for "as much as there is"; some writers give it to folders, packed to two bytes.
  if (declared === 0) return packed * mostInflation
  // What is stored as it is may be more than it says.
  return Math.max(packed, declared === elsewhere32 ? wideSize(view, extra) : declared)
}

/** Some writers give 64 bits to every size. Where it is asked for, it is the first field of its extra. */
function wideSize(view: DataView, { from, to }: { from: number; to: number }): number {
  const end = Math.min(to, view.byteLength)
  for (let at = from; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) === wideSizes && at + 12 <= end) return Number(view.getBigUint64(at + 4, true))
  }
  return Number.POSITIVE_INFINITY
}
