import { hasDisplay, startXvfb } from './display.mjs'
import { say } from './run.mjs'
import { ensureRuntime, runtimeEnv, sandboxEnv } from './runtime.mjs'
import { ensureLibraries } from './system.mjs'

/**
 * Everything a window needs: runtime, libraries, a display. `ownDisplay` asks for one of its own even where there is a screen,
 * so that tests neither disturb nor depend on it.
 */
export async function prepareWindow({ ownDisplay }) {
  const runtime = await ensureRuntime()
  await ensureLibraries(runtime.executable)
  const env = { ...runtimeEnv(runtime), ...(await sandboxEnv(runtime, { forTests: ownDisplay })) }
  const wantsXvfb = process.platform === 'linux' && (ownDisplay || !hasDisplay())
  if (!wantsXvfb) return { runtime, env, done: () => {} }
  const why = ownDisplay ? 'The tests run in a display of their own (Xvfb).' : 'There is no display here.'
  if (!ownDisplay) say(`${why} Maskline runs under Xvfb: it works, but nobody sees it.`)
  const display = await startXvfb(why)
  return { runtime, env: { ...env, ...display.env }, done: display.stop }
}
