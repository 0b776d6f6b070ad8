import { usage, readOptions, type CliOptions } from './cli-options.ts'
import { startSimulator } from './simulator.ts'
import { UnplayableStory } from './story-names.ts'

/** A receiver that is down fails hundreds of pushes a second; one line each ten seconds says as much. */
const repeatComplaintMs = 10_000
const finishCheckMs = 100

const options = readOptions(process.argv.slice(2))
if (options === 'help') process.stdout.write(usage)
else if ('problem' in options) {
  process.stderr.write(`${options.problem}\nTry --help.\n`)
  process.exitCode = 2
} else await run(options)

async function run({
  apps,
  push,
  port,
  rate,
  callsPerDay,
  calls,
  seconds,
  flowControl,
  whitelist,
  story,
  ...options
}: CliOptions): Promise<void> {
  const isStoryAlone = story !== undefined && rate === null && callsPerDay === undefined
  try {
    const simulator = await startSimulator({
      ...options,
      apps,
      pushUrl: (appKey) => push.get(appKey) ?? null,
      apiPort: port,
      startAt: Date.now(),
      callsPerSecond: rate,
      ...(callsPerDay !== undefined && { callsPerDay }),
      ...(calls !== undefined && { maxCalls: calls }),
      ...(story !== undefined && { story }),
      ...(isStoryAlone && { maxCalls: 0, smsPerCall: 0, troubles: false }),
      ...(flowControl !== undefined && { flowControl }),
      ...(whitelist !== undefined && { whitelist }),
      onProblem: complain(),
    })
    const end = new Promise<void>((resolve) => {
      for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve())
      if (seconds !== undefined) setTimeout(resolve, seconds * 1000)
      if (calls !== undefined || isStoryAlone) setInterval(() => simulator.isFinished() && resolve(), finishCheckMs)
    })
    process.stdout.write(`${JSON.stringify({ api: simulator.apiUrl, apps: simulator.apps })}\n`)
    await end
    await simulator.stop()
    process.exit(0)
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    process.stderr.write(taken ? `--port ${port} is taken\n` : `${error instanceof Error ? error.message : 'failed to start'}\n`)
    process.exit(taken || error instanceof UnplayableStory ? 2 : 1)
  }
}

function complain(): (text: string) => void {
  const quietUntil = new Map<string, number>()
  return (text) => {
    const now = Date.now()
    if ((quietUntil.get(text) ?? 0) > now) return
    quietUntil.set(text, now + repeatComplaintMs)
    process.stderr.write(`${text}\n`)
  }
}
