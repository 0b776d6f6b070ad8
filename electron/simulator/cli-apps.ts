import { AppKey, AppSecret, BaseUrl, Mode, modes } from '../../shared/domain/platform-app.ts'
import { Unusable } from './cli-unusable.ts'
import { completeCredentials, type AppCredentials } from './world.ts'

interface Given {
  modes: string | undefined
  keys: string | undefined
  secrets: string | undefined
  urls: string | undefined
}

/** An app for each mode, in the order given. @throws Unusable */
export function readApps(seed: number, given: Given): { apps: AppCredentials[]; push: ReadonlyMap<string, string> } {
  const wanted = readModes(given.modes ?? 'AXB')
  // A key may hold a comma, so one app's arguments are not taken apart.
  const split = (list: string | undefined): readonly string[] => {
    if (list === undefined) return []
    return wanted.length === 1 ? [list] : list.split(',')
  }
  const keys = split(given.keys)
  const secrets = split(given.secrets)
  const urls = split(given.urls)
  checkCount('--app-key', keys, wanted.length)
  checkCount('--app-secret', secrets, wanted.length)
  if (urls.length !== 1) checkCount('--push', urls, wanted.length)
  if (keys.some((key) => !AppKey.safeParse(key).success)) throw new Unusable('--app-key must be 1-128 visible characters without blanks')
  if (secrets.some((secret) => !AppSecret.safeParse(secret).success))
    throw new Unusable('--app-secret must be 1-256 visible characters without blanks')
  if (new Set(keys).size < keys.length) throw new Unusable('--app-key names one key twice: an app has one mode')
  // One of several apps may have none; none for all is said by leaving the argument out.
  if (urls.some((url) => !(url === '' && urls.length > 1) && !BaseUrl.safeParse(url).success))
    throw new Unusable('--push must be an http or https URL')

  const apps = wanted.map((mode, order) => {
    const [appKey, appSecret] = [keys[order], secrets[order]]
    return completeCredentials(
      seed,
      { mode, ...(appKey !== undefined && { appKey }), ...(appSecret !== undefined && { appSecret }) },
      order,
    )
  })
  const push = new Map<string, string>()
  for (const [order, { appKey }] of apps.entries()) {
    const url = urls.length === 1 ? urls[0] : urls[order]
    if (url) push.set(appKey, url)
  }
  return { apps, push }
}

function readModes(list: string): readonly Mode[] {
  if (list === 'all') return modes
  return list.split(',').map((name) => {
    const mode = Mode.safeParse(name)
    if (!mode.success) throw new Unusable(`--mode takes ${modes.join(', ')} or all, not "${name}"`)
    return mode.data
  })
}

function checkCount(flag: string, list: readonly string[], apps: number): void {
  if (list.length > 0 && list.length !== apps) throw new Unusable(`${flag} must name as many as there are modes: ${apps}`)
}
