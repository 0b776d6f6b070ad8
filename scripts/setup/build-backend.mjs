// Builds the backend, which is a program of its own beside main; `--watch` builds it again at each change.
import { build } from 'vite'
import { backend } from '../../electron.vite.config.ts'

const watch = process.argv.includes('--watch')
await build({ ...backend, build: { ...backend.build, watch: watch ? {} : null } })
