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

export interface FetchedBindings extends Fetched<Binding[]> {
  /**
   * False where there may be more than was told: an AXYB answer has at most five pairs and no pages (api.md §6), and what moves from one
   * page to another while pages are read may be on none of them.
   */
  complete: boolean
  /** The same bindings, each with the page it came on; a page without any is left out. */
  pages: Page[]
}

/** One page of an answer as it came, and what stands on it. */
export interface Page {
  body: string
  found: Binding[]
}

/** How calling the platform goes for one app. */
export interface ApiHealth {
  /**
   * `idle`: not called yet. `paced`: after its flow control nothing is sent before `until`, and more slowly for a while after that, when
   * `until` is null again. `blocked`: it shut us out (1020176), nothing is sent before `until`.
   */
  state: 'idle' | 'ok' | 'paced' | 'failing' | 'blocked'
  lastOkAt: number | null
  /** Of the latest call, unless a later one went well. A refusal that concerns one request only is no error here. */
  error: AppError | null
  until: number | null
}

/**
 * Every operation of the platform's API for one app, in our words (api.md §2-§8). One app has one mode; an operation its mode does not
 * have is refused with `invalid-input` before anything is sent.
 *
 * Repeated where that is safe, and only here: questions, a bind that was looked for and not found, and a request whose secret was refused
 * while another is at hand. A call may take long: a pause of the platform's flow control is waited out.
 * @throws AppError from the closed list, with the platform's own code where it gave one. `details.outcome`: `not-sent`, `refused` (nothing
 * was done) or `unknown` (it may have gone through). `details.reason` for what has words of its own.
 */
export interface PlatformApi {
  /** When the answer is lost the platform is asked whether the binding is there, as far as it can be asked that. */
  bind(request: BindRequest, options?: AskOptions): Promise<Fetched<Binding>>
  change(request: ChangeRequest, options?: AskOptions): Promise<Fetched<null>>
  /**
   * A binding that is not there any more counts as unbound. With `bNumber` an AXYB binding loses that YB part alone; elsewhere it says
   * nothing.
   */
  unbind(binding: { bindingId: string; bNumber?: string | null }, options?: AskOptions): Promise<Fetched<null>>
  /** All bindings on an X (AXB, AX, AXYB), read to the last page, twice where only that shows that none slipped through. None = empty. AXE has no such question (api.md §5.4). */
  fetchBindingsOfX(xNumber: string, options?: AskOptions): Promise<FetchedBindings>
  /** One binding with all its parts; none = it does not exist (any more). */
  fetchBinding(bindingId: string, options?: AskOptions): Promise<FetchedBindings>
  /** AX: whom the next A→X call reaches. */
  setTemporaryCallee(callee: TemporaryCallee, options?: AskOptions): Promise<Fetched<null>>
  stopCall(sessionId: string, options?: AskOptions): Promise<Fetched<null>>
  /** The temporary address behind the 301, good for three days (api.md §8): a permission, so not for logs. */
  fetchRecordingAddress(recording: { recordDomain: string; recordObject: string }, options?: AskOptions): Promise<Fetched<string>>
  /** Reads a recording into memory; `no-capacity` when it has more than `maxBytes`, `not-found` when it or its address is gone. */
  downloadRecording(address: string, maxBytes: number, options?: AskOptions): Promise<Uint8Array>
  health(): ApiHealth
  /** Ends what is under way with `cancelled`. */
  close(): Promise<void>
}
