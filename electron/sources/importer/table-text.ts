import type { TableFile } from '../../../shared/ipc/numbers.ts'
import { tableProblem } from './table-problem.ts'

export type TextEncoding = 'utf-8' | 'gbk'

/**
 * The text of a file. Without a wish UTF-8 is taken where the bytes are valid UTF-8, which text in GBK practically never is; else GBK,
 * which spreadsheets in China write.
 * @throws AppError `invalid-input`, reason `wrong-encoding`, rather than numbers or cities with replacement characters in them;
 * `not-a-table` where it is no text at all
 */
export function decodeTable({ bytes, encoding }: Pick<TableFile, 'bytes' | 'encoding'>): { text: string; encoding: TextEncoding } {
  // UTF-16 is what spreadsheets call Unicode text; it is full of zero bytes like a file that is no text.
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) throw tableProblem('wrong-encoding')
  if (bytes.includes(0)) throw tableProblem('not-a-table')
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const candidates: readonly TextEncoding[] = marked ? ['utf-8'] : encoding === 'auto' ? ['utf-8', 'gbk'] : [encoding]
  for (const candidate of candidates) {
    const text = decoded(bytes, candidate)
    if (text === null) continue
    // The file holds what an earlier wrong reading left: what stood there is lost, and another encoding would only garble it.
    if (text.includes('\ufffd')) break
    return { text, encoding: candidate }
  }
  throw tableProblem('wrong-encoding')
}

function decoded(bytes: Uint8Array, encoding: TextEncoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
