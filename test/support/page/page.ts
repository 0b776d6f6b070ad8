import '../../../renderer/zod-without-eval.ts'
import { createFakeBackend } from './fake-backend.ts'
import { fakeDefaults, type FakeOptions } from './fake-data.ts'

// The page with no backend behind it, for looking at: ?live=1000&rate=30&profile=real&settings={"theme":"dark"}
const wanted = Object.fromEntries(
  [...new URLSearchParams(location.search)].map(([name, text]) => [name, /^[{[\d]|^null$/.test(text) ? JSON.parse(text) : text]),
) as Partial<FakeOptions>
const backend = createFakeBackend({ ...fakeDefaults, ...wanted, now: Date.now() })
Object.assign(window, { maskline: backend.bridge, fake: backend })
backend.play()

await import('../../../renderer/main.tsx')
