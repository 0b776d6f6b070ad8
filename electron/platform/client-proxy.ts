/** The system's proxies as URLs, of whatever kind (a request through one we cannot speak to fails and says so); null = none. */
export interface SystemProxy {
  http: string | null
  https: string | null
  /** Hosts that are reached without them: comma-separated names, a leading dot or `*.` for what lies below. */
  except: string
}

// A simulator of our own listens there; no proxy could reach it.
const loopback = ['localhost', '127.0.0.1', '::1']

/**
 * The proxies as the usual environment variables name them, lower case first. Like curl and browsers we take no word of the environment
 * for this machine itself.
 */
export function proxyOfEnvironment(environment: Readonly<Record<string, string | undefined>>): SystemProxy {
  const named = (name: string) => (environment[name] ?? environment[name.toUpperCase()] ?? '').trim()
  const http = proxyUrl(named('http_proxy'))
  const https = proxyUrl(named('https_proxy')) ?? http
  return { http, https, except: [...loopback, named('no_proxy')].filter((part) => part !== '').join(',') }
}

/**
 * What the system says. Who starts the program with a proxy in its environment means this program, so that outranks what the OS says for
 * all. The OS's own exceptions are in what it answers, but only as far as the addresses it was asked about.
 * @param os null where the OS was not asked
 */
export function proxyOfSystem(
  environment: Readonly<Record<string, string | undefined>>,
  os: Pick<SystemProxy, 'http' | 'https'> | null,
): SystemProxy {
  const named = proxyOfEnvironment(environment)
  return named.http === null && named.https === null ? { ...named, ...os } : named
}

/** `proxy.example:3128` is usual and no URL yet. What stays none is taken for no proxy. */
function proxyUrl(text: string): string | null {
  if (text === '') return null
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`
  return URL.canParse(url.replace(/^[^:]+:/, 'http:')) ? url : null
}
