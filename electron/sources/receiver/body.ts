import { keptBytesOfRejected, maxBodyBytes, type DeliveryReason } from '../../../shared/domain/delivery.ts'
import type { IncomingMessage } from 'node:http'

/** A body read whole, or why it was not with the bytes that had come. */
export type ReadBody = { bytes: Buffer } | { reason: Extract<DeliveryReason, 'too-large' | 'too-slow'>; bytes: Buffer }

/**
 * Reads request bodies within the limits: an oversized one is given up after the bytes that are kept of it, whether it says so in
 * Content-Length or only turns out so. One sweep looks for slow bodies; a timer for each request would cost more than the request.
 */
export function createBodyReader() {
  const reading = new Map<IncomingMessage, { since: number; giveUp: () => void }>()

  return {
    read(request: IncomingMessage, now: number, done: (body: ReadBody) => void): void {
      const chunks: Buffer[] = []
      const tooLarge = Number(request.headers['content-length'] ?? 0) > maxBodyBytes
      let size = 0
      const finish = (body: ReadBody) => {
        if (!reading.delete(request)) return
        request.off('data', onData).off('end', onEnd)
        done(body)
      }
      const kept = () => Buffer.concat(chunks).subarray(0, keptBytesOfRejected)
      const onData = (chunk: Buffer) => {
        chunks.push(chunk)
        size += chunk.length
        if (size > maxBodyBytes || (tooLarge && size >= keptBytesOfRejected)) finish({ reason: 'too-large', bytes: kept() })
      }
      const onEnd = () => {
        if (tooLarge) finish({ reason: 'too-large', bytes: kept() })
        else finish({ bytes: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks) })
      }
      reading.set(request, { since: now, giveUp: () => finish({ reason: 'too-slow', bytes: kept() }) })
      request.on('data', onData).on('end', onEnd)
      request.on('close', () => reading.delete(request))
    },
    /** Gives up every body that began before `before`. */
    sweep(before: number): void {
      for (const { since, giveUp } of reading.values()) if (since < before) giveUp()
    },
  }
}
