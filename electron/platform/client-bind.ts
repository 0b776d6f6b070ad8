import { secondMs } from '../../shared/domain/time.ts'
import { AppError } from '../../shared/errors.ts'
import type { BindProof, BindWish } from './binding-wire-fields.ts'
import type { Answered, Exchange } from './client-exchange.ts'
import { outcomeOf, withOutcome } from './client-failure.ts'
import type { AskOptions } from './platform-api.ts'

/** What is still under way at the platform when its answer is lost gets this long to arrive there. */
const settleMs = secondMs

interface Sought<Made> extends BindProof<Made> {
  /** Since the bind was sent first. */
  elapsedMs(): number
}

/**
 * Binds. When the answer is lost or cannot be read, the platform is asked whether the binding is there: if it is, the bind went through; if
 * it is not, it is sent once more. Where nothing can show it, nothing is repeated.
 * @throws AppError; `details.outcome` is `unknown` where the binding may have been made
 */
export async function bindSafely<Made>(exchange: Exchange, wish: BindWish<Made>, options: AskOptions): Promise<Answered<Made>> {
  const begunAt = exchange.now()
  // A clock that was set back must not make it negative.
  const elapsedMs = () => Math.max(0, exchange.now() - begunAt)
  const proof = wish.proof && { ...wish.proof, elapsedMs }
  try {
    return await exchange.ask(wish.question, options, wish.made)
  } catch (error) {
    const found = await look(exchange, proof, error, options)
    if (found !== null) return found
  }
  try {
    return await exchange.ask(wish.question, options, wish.made)
  } catch (error) {
    // The first one may have arrived after we looked: then the platform refuses its double.
    const found = isConflict(error) ? await lookForDouble(exchange, proof, error, options) : await look(exchange, proof, error, options)
    if (found !== null) return found
    throw error
  }
}

/** The binding where it is there; null where it is not. @throws the failure itself where that cannot be found out, or need not */
async function look<Made>(
  exchange: Exchange,
  proof: Sought<Made> | null,
  failure: unknown,
  options: AskOptions,
): Promise<Answered<Made> | null> {
  if (outcomeOf(failure) !== 'unknown' || proof === null || isCancelled(failure)) throw failure
  let found: Answered<Made> | 'unclear' | null
  try {
    await exchange.wait(settleMs, options.signal)
    found = await askFor(exchange, proof, options)
  } catch {
    throw withOutcome(failure, 'unknown')
  }
  if (found === 'unclear') throw failure
  return found
}

async function lookForDouble<Made>(
  exchange: Exchange,
  proof: Sought<Made> | null,
  conflict: unknown,
  options: AskOptions,
): Promise<Answered<Made> | null> {
  if (proof === null) return null
  // Whether the conflict is with our own first one is open until it is seen.
  const found = await askFor(exchange, proof, options).catch(() => 'unclear' as const)
  if (found === 'unclear') throw withOutcome(conflict, 'unknown')
  return found
}

async function askFor<Made>(exchange: Exchange, proof: Sought<Made>, options: AskOptions): Promise<Answered<Made> | 'unclear' | null> {
  const { value, reply } = await exchange.ask(proof.question, options, (reply) => proof.find(reply, proof.elapsedMs()))
  if (value === 'none') return null
  return value === 'unclear' ? value : { value: value.made, reply }
}

function isConflict(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'conflict' || error.platformCode === '1020167')
}

function isCancelled(error: unknown): boolean {
  return error instanceof AppError && error.code === 'cancelled'
}
