import { fileURLToPath } from 'node:url'
import { join } from 'node:path'

/** Every path the scripts agree on. `.cache` outlives `npm ci`, which empties node_modules. */
export const root = fileURLToPath(new URL('../../', import.meta.url))
export const cache = process.env.MASKLINE_CACHE || join(root, '.cache')
export const bin = join(root, 'node_modules', '.bin')
export const node24 = join(bin, process.platform === 'win32' ? 'node.cmd' : 'node')
