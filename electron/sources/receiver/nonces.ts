/** Bounded memory of nonces seen. At 200 pushes a second it reaches back 16 minutes; older ones are bounded by their Created. */
const maxNonces = 200_000

/**
 * Whether a nonce comes with the body it came with first. The body is not covered by the signature (callbacks.md §2), so a caught
 * header could carry another body; a re-push by the platform with the same nonce has the same body and passes.
 */
export function createNonceMemory(limit = maxNonces) {
  const seen = new Map<string, string>()
  return {
    isReplay(appId: number, nonce: string, identity: string): boolean {
      const key = `${appId} ${nonce}`
      const known = seen.get(key)
      if (known !== undefined) return known !== identity
      seen.set(key, identity)
      if (seen.size > limit) {
        const oldest = seen.keys().next()
        if (!oldest.done) seen.delete(oldest.value)
      }
      return false
    },
  }
}
export type NonceMemory = ReturnType<typeof createNonceMemory>
