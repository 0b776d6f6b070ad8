import { mkdirSync } from 'node:fs'
import { createStream } from 'rotating-file-stream'
import { maskText } from '../../shared/domain/phone-number.ts'

/** Writes one line to the log file; every phone number in it is masked. */
export type LogLine = (line: string) => void

export interface Log {
  write: LogLine
  /** Takes a chunk of a child's output, line by line. */
  pipe: (source: string) => (chunk: string | Buffer) => void
  close: () => Promise<void>
}

/** The longest piece of a line that is kept: a runaway line must not fill the file, nor be cut inside a number. */
const longestLine = 8_192

/** Cuts a stream of chunks into whole lines: masking needs to see a number in one piece. */
export function lineCutter(take: (line: string) => void): (chunk: string | Buffer) => void {
  let rest = ''
  return (chunk) => {
    const lines = (rest + chunk.toString()).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) take(line)
    if (rest.length > longestLine) {
      take(rest)
      rest = ''
    }
  }
}

export function openLog(folder: string, now: () => number): Log {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const stream = createStream('maskline.log', { path: folder, size: '5M', maxFiles: 5, mode: 0o600 })
  // A full disk must not end the program: what cannot be logged is lost.
  stream.on('error', () => {})
  const write = (line: string) => {
    stream.write(`${new Date(now()).toISOString()} ${maskText(line).slice(0, longestLine)}\n`)
  }
  return {
    write,
    pipe: (source) => lineCutter((line) => line.trim() !== '' && write(`[${source}] ${line}`)),
    // A stream that has failed may never call back, and must not keep the program from ending.
    close: () =>
      new Promise((resolve) => {
        stream.end(resolve)
        setTimeout(resolve, 1_000).unref()
      }),
  }
}
