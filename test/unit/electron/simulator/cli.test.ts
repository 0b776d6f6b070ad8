import { spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { flags, readOptions, usage } from '../../../../electron/simulator/cli-options.ts'
import { mischiefs } from '../../../../electron/simulator/mischief.ts'
import { startPushReceiver, type PushReceiver } from '../../../support/push-receiver.ts'

const cli = new URL('../../../../electron/simulator/cli.ts', import.meta.url).pathname
const children: ChildProcess[] = []
const receivers: PushReceiver[] = []

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const receiver of receivers.splice(0)) await receiver.close()
})

async function receiver(statusOf?: (order: number) => number): Promise<PushReceiver> {
  const started = await startPushReceiver(statusOf)
  receivers.push(started)
  return started
}

function run(...args: string[]) {
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  const output = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output.err += chunk.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const ready = async () => {
    while (!output.out.includes('\n') && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20))
    return JSON.parse(output.out) as { api: string; apps: { mode: string; appKey: string; appSecret: string }[] }
  }
  return { child, output, ended, ready }
}

describe('simulator command', () => {
  it('says one line when ready, pushes, and ends on SIGTERM', async () => {
    const target = await receiver()
    const { child, output, ended, ready } = run('--push', target.url, '--app-key', 'k', '--app-secret', 's', '--rate', '40')
    expect(await ready()).toEqual({
      api: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      apps: [{ mode: 'AXB', appKey: 'k', appSecret: 's' }],
    })
    while (target.received.length < 20) await new Promise((resolve) => setTimeout(resolve, 50))
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(output.out.trim().split('\n')).toHaveLength(1)
    expect(output.err).toBe('')
  })

  it('ends by itself after the calls asked for, all of them told to the end', async () => {
    const target = await receiver()
    const { ended } = run('--push', target.url, '--rate', '5', '--speed', '2000', '--calls', '12')
    expect(await ended).toBe(0)
    expect(target.received.flatMap(({ body }) => body.feeLst ?? [])).toHaveLength(12)
  })

  it('ends after the seconds asked for, and complains once about a receiver that fails', async () => {
    const target = await receiver(() => 503)
    const { output, ended } = run('--push', target.url, '--rate', '40', '--seconds', '2')
    expect(await ended).toBe(0)
    expect(output.err).toBe('push failed: HTTP 503\n')
  })

  it('makes up the same keys for the same seed', async () => {
    const apps = []
    for (const seed of ['9', '9', '10']) {
      const { child, ready, ended } = run('--seed', seed)
      apps.push((await ready()).apps)
      child.kill('SIGINT')
      expect(await ended).toBe(0)
    }
    expect(apps[0]).toEqual(apps[1])
    expect(apps[0]).not.toEqual(apps[2])
  })

  it('exits with 2 and names the argument it cannot use, a taken port included', async () => {
    const wrong = run('--rate', 'fast')
    expect(await wrong.ended).toBe(2)
    expect(wrong.output.err).toMatch(/^--rate must be a number from/)
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const taken = run('--port', String(port))
    expect(await taken.ended).toBe(2)
    expect(taken.output.err).toBe(`--port ${port} is taken\n`)
    server.close()
  })

  it('exits with 2 where the apps it plays are not those of the story', async () => {
    const { ended, output } = run('--mode', 'AX', '--story', new URL('../../../../docs/stories/extension.json', import.meta.url).pathname)
    expect(await ended).toBe(2)
    expect(output.err).toBe('story: there is no app AXE: name a mode that is played, or an app key\n')
  })

  it('has an app for each mode asked for', async () => {
    const { child, ready, ended } = run('--mode', 'AXE,AX', '--app-key', 'e,a', '--app-secret', 's,t')
    expect((await ready()).apps).toEqual([
      { mode: 'AXE', appKey: 'e', appSecret: 's' },
      { mode: 'AX', appKey: 'a', appSecret: 't' },
    ])
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  it('prints its help', async () => {
    const { output, ended } = run('--help')
    expect(await ended).toBe(0)
    expect(output.out).toContain('--bad LIST')
  })

  it('names every option and every mischief in its help', () => {
    const wanted = [...Object.keys(flags).map((flag) => `--${flag} `), mischiefs.join(',')]
    expect(wanted.filter((words) => !usage.includes(words))).toEqual([])
  })
})

describe('readOptions', () => {
  it.each([
    [['--push', 'ftp://x'], '--push'],
    [['--push', ''], '--push'],
    [['--mode', 'BX'], '--mode'],
    [['--mode', 'AXB,'], '--mode'],
    [['--mode', 'AXB,AX', '--app-key', 'one'], '--app-key'],
    [['--mode', 'AXB,AX', '--app-key', 'one,one'], '--app-key'],
    [['--mode', 'AXB,AX', '--app-secret', 's,'], '--app-secret'],
    [['--mode', 'all', '--push', 'http://a/p,http://b/p'], '--push'],
    [['--flow-control', '10'], '--flow-control'],
    [['--flow-control', '0/5'], '--flow-control'],
    [['--port', '70000'], '--port'],
    [['--port', ''], '--port'],
    [['--seed', '1.5'], '--seed'],
    [['--speed', '0'], '--speed'],
    [['--bad', 'doubled,angry'], '--bad'],
    [['--app-key', 'with blank'], '--app-key'],
    [['--generation', 'md5'], '--generation'],
    [['--calls', '0'], '--calls'],
    [['--loud'], '--loud'],
    [['stray'], 'stray'],
  ])('refuses %j', (args, named) => {
    expect(readOptions(args)).toEqual({ problem: expect.stringContaining(named) })
  })

  it('reads a full line', () => {
    const line =
      '--push http://h/p --app-key K,1 --app-secret S --mode AXB --port 1 --seed 2 --speed 3 --rate 4.5 --bad late,lost --calls 6' +
      ' --flow-control 10/5 --whitelist 127.0.0.1,10.0.0.1 --lean'
    expect(readOptions(line.split(' '))).toMatchObject({
      push: new Map([['K,1', 'http://h/p']]),
      apps: [{ mode: 'AXB', appKey: 'K,1', appSecret: 'S' }],
      port: 1,
      seed: 2,
      speed: 3,
      rate: 4.5,
      bad: ['late', 'lost'],
      calls: 6,
      generation: 'aksk',
      flowControl: { requests: 10, perMs: 5_000 },
      whitelist: ['127.0.0.1', '10.0.0.1'],
      lean: true,
    })
  })

  it('makes an app for each mode, with keys, secrets and URLs in their order', () => {
    const line = ['--mode', 'AX,X', '--app-key', 'one,two', '--app-secret', 'a,b', '--push', 'http://h/one,']
    expect(readOptions(line)).toMatchObject({
      apps: [
        { mode: 'AX', appKey: 'one', appSecret: 'a' },
        { mode: 'X', appKey: 'two', appSecret: 'b' },
      ],
      push: new Map([['one', 'http://h/one']]),
    })
    const all = readOptions(['--mode', 'all', '--push', 'http://h/p'])
    if (all === 'help' || 'problem' in all) throw new Error('refused')
    expect(all.apps.map(({ mode }) => mode)).toEqual(['AXB', 'AX', 'AXE', 'X', 'AXYB'])
    expect(new Set(all.apps.map(({ appKey }) => appKey)).size).toBe(5)
    expect([...all.push.keys()]).toEqual(all.apps.map(({ appKey }) => appKey))
  })
})
