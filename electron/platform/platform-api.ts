import type { Binding } from '../../shared/domain/binding.ts'
import type { BindRequest, ChangeRequest, TemporaryCallee } from '../../shared/domain/binding-request.ts'
import type { AppError } from '../../shared/errors.ts'

/** How urgent a request is: what a person waits for goes before what the poller reads. */
export interface AskOptions {
  signal?: AbortSignal
  priority?: 'interactive' | 'background'
}

/** An answer of the platform in our words, and as it came: the journal keeps what changed something. */
export interface Fetched<T> {
  value: T
  /** Epoch ms: when the question left, when the answer was there. */
  askedAt: number
  answeredAt: number
  /** The bodies as they came, one per page. */
  bodies: string[]
}

/** How calling the platform goes for one app. */
export interface ApiHealth {
  /** `paced`: flow control, waiting it out; `blocked`: shut out (1020176), nothing is sent before `until`. */
  state: 'idle' | 'ok' | 'paced' | 'failing' | 'blocked'
  lastOkAt: number | null
  error: AppError | null
  until: number | null
}

/**
 * Every operation of the platform's API for one app, in our words (api.md §2-§8). One app has one mode; an operation its mode does not
 * have is refused with `invalid-input` before anything is sent.
 * @throws AppError from the closed list, with the platform's own code where it gave one
 */
export interface PlatformApi {
  bind(request: BindRequest, options?: AskOptions): Promise<Fetched<Binding>>
  change(request: ChangeRequest, options?: AskOptions): Promise<Fetched<null>>
  /** A binding that is not there any more counts as unbound. */
  unbind(binding: { bindingId: string; bNumber?: string | null }, options?: AskOptions): Promise<Fetched<null>>
  /** All bindings on an X (AXB, AX, AXYB), read to the last page. None = empty. AXE has no such question (api.md §5.4). */
  fetchBindingsOfX(xNumber: string, options?: AskOptions): Promise<Fetched<Binding[]>>
  /** One binding with all its parts; none = it does not exist (any more). */
  fetchBinding(bindingId: string, options?: AskOptions): Promise<Fetched<Binding[]>>
  /** AX: whom the next A→X call reaches. */
  setTemporaryCallee(callee: TemporaryCallee, options?: AskOptions): Promise<Fetched<null>>
  stopCall(sessionId: string, options?: AskOptions): Promise<Fetched<null>>
  /** The temporary address behind the 301 (api.md §8). */
  fetchRecordingAddress(recording: { recordDomain: string; recordObject: string }, options?: AskOptions): Promise<Fetched<string>>
  /** Reads a recording into memory; at most `maxBytes`. */
  downloadRecording(address: string, maxBytes: number, options?: AskOptions): Promise<Uint8Array>
  health(): ApiHealth
  /** Ends what is under way with `cancelled`. */
  close(): Promise<void>
}
