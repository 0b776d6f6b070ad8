import type { ApiParameters } from './api-operation.ts'

/** One request that the API took in, answered or refused. Holds phone numbers: mask it where it is shown. */
export interface ApiRequest {
  /** Simulated epoch ms. */
  at: number
  /** Null when nobody could be made out. */
  appKey: string | null
  method: string
  uri: string
  /** What it was about: binding id, X, A, session id or recording, the first that was named; null = none of them. */
  subject: string | null
  /** Blank for the 404 of an unknown URI and the 301 of a recording. */
  resultcode: string
}

/** How many of the newest requests are remembered. */
export const rememberedRequests = 10_000

/** The newest requests of all apps. */
export interface RequestLog {
  add(request: ApiRequest): void
  /** Oldest first. */
  list(): readonly ApiRequest[]
}

export function makeRequestLog(): RequestLog {
  let requests: ApiRequest[] = []
  return {
    add(request) {
      requests.push(request)
      if (requests.length >= rememberedRequests * 2) requests = requests.slice(-rememberedRequests)
    },
    list: () => requests.slice(-rememberedRequests),
  }
}

/** What names the thing a request is about, the surest first. */
const subjectNames = [
  'subscriptionId',
  'relationNum',
  'privateNum',
  'virtualNum',
  'sessionid',
  'fileName',
  'callerNum',
  'origNum',
  'bindNum',
] as const

export function subjectOf({ query, body }: ApiParameters): string | null {
  const fields: Readonly<Record<string, unknown>> = { ...(typeof body === 'object' ? body : null), ...query }
  const found = subjectNames.map((name) => fields[name]).find((value) => typeof value === 'string')
  return typeof found === 'string' ? found : null
}
