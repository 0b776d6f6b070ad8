import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { readOptions } from '../../../../electron/simulator/cli-options.ts'
import type { SimulatorOptions } from '../../../../electron/simulator/simulator.ts'
import { readStory } from '../../../../electron/simulator/story.ts'
import { modes } from '../../../../shared/domain/platform-app.ts'
import { hourMs } from '../../../../shared/domain/time.ts'
import { playSimulator } from '../../../support/play-simulator.ts'
import { startPushReceiver } from '../../../support/push-receiver.ts'

const folder = new URL('../../../../docs/stories/', import.meta.url).pathname
const apps = modes.map((mode) => ({ mode, appKey: `k-${mode}`, appSecret: `s-${mode}` }))
const open: { stop(): Promise<void> }[] = []

afterEach(async () => {
  for (const thing of open.splice(0)) await thing.stop()
})

function story(given: object) {
  const read = readStory(JSON.stringify(given))
  if ('faults' in read) throw new Error(read.faults.join('\n'))
  return read.story
}

function faultsOf(given: unknown): string[] {
  const read = readStory(typeof given === 'string' ? given : JSON.stringify(given))
  return 'faults' in read ? read.faults : []
}

async function play(given: SimulatorOptions['story'], wishes: Partial<SimulatorOptions> = {}) {
  const target = await startPushReceiver()
  open.push({ stop: () => target.close() })
  const problems: string[] = []
  const played = await playSimulator(target, {
    apps,
    maxCalls: 0,
    carrySmsContent: true,
    onProblem: (text) => problems.push(text),
    ...(given && { story: given }),
    ...wishes,
  })
  open.unshift(played.simulator)
  await played.advance(2 * hourMs)
  const codes = target.received.flatMap(({ body }) => body.feeLst ?? []).map(({ ulFailReason }) => ulFailReason)
  return { ...played, target, problems, codes }
}

const example = (name: string) => story(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as object)

describe('the stories of the documentation', () => {
  it('are stories, all of them', () => {
    for (const file of readdirSync(folder)) expect(readStory(readFileSync(join(folder, file), 'utf8')), file).toHaveProperty('story')
    expect(readdirSync(folder).length).toBeGreaterThan(3)
  })

  it('arrears: nothing works until somebody pays', async () => {
    const { codes, target, problems, simulator } = await play(example('arrears'))
    expect(codes).toEqual([0, 8055, 0, 8014])
    expect(problems).toEqual([expect.stringMatching(/^story: step \d \(unbind\): refused with 1010029 /)])
    expect(target.received.some(({ body }) => body.smsEvent)).toBe(false)
    expect(new Set(target.received.flatMap(({ body }) => body.numInfo ?? []).map(({ status }) => status))).toEqual(new Set(['9', '5']))
    expect(simulator.isFinished()).toBe(true)
  })

  it('block-answers: each answer has its consequence', async () => {
    const { codes, target } = await play(example('block-answers'))
    // The sixth asks this test's server, which says nothing.
    expect(codes).toEqual([0, 8017, 8014, 8006, 8014, 8014])
    expect(target.received.flatMap(({ body }) => body.smsEvent?.notificationMode ?? [])).toEqual(['Block', 'Notify', 'Block'])
  })

  it('extension: every way to miss A, and calling back', async () => {
    const { codes, target } = await play(example('extension'))
    expect(codes).toEqual([8022, 8033, 7516, 8101, 0, 8022])
    const back = target.received.flatMap(({ body }) => body.feeLst ?? [])[4]
    expect(back).toMatchObject({ fwdDstNum: '+8613900009002' })
  })

  it('sms-conversation: to and fro, then two that are asked about', async () => {
    const { codes, target } = await play(example('sms-conversation'))
    const texts = target.received.flatMap(({ body }) => body.smsEvent?.notificationMode ?? [])
    expect(texts).toEqual(['Notify', 'Notify', 'Notify', 'Block', 'Block', 'Notify'])
    expect(codes).toEqual([0, 8013])
  })

  it('odd-pushes: sent as they stand', async () => {
    const { target } = await play(example('odd-pushes'), { apps: apps.slice(0, 1) })
    expect(target.received.filter(({ body }) => body.statusInfo?.sessionId === 'odd-2')).toHaveLength(5)
    expect(target.received.filter(({ text }) => text === '{"eventType":"callin","statusInfo":')).toHaveLength(1)
    expect(target.received.flatMap(({ body }) => body.numInfo ?? []).map(({ status }) => status)).toEqual(['10', '12', '5'])
  })
})

describe('a story', () => {
  it('can stop a call, bind and use what was bound, and name standing bindings', async () => {
    const { codes, target, problems } = await play(
      story({
        names: { pair: { app: 'AXYB', binding: 3 } },
        steps: [
          { at: 0, do: 'bind', app: 'AXE', as: 'own', parameters: { bindNum: '+8613800009001', areaCode: '0755' } },
          {
            at: 1,
            do: 'call',
            app: 'AXE',
            from: '+8613900009002',
            to: '$own.x',
            digits: '$own.extension',
            code: 0,
            rings: 1,
            talks: 600,
            as: 'long',
          },
          { at: 60, do: 'stop-call', call: '$long' },
          { at: 70, do: 'call', app: 'AXYB', from: '$pair.a', to: '$pair.y', code: 8102 },
          { at: 80, do: 'call', app: 'AXYB', from: '$pair.a', to: '$pair.y', code: 7108 },
        ],
      }),
    )
    expect(problems).toEqual([])
    expect(codes).toEqual([8017, 8102, 7108])
    expect(target.received.flatMap(({ body }) => body.feeLst ?? [])[0]).toMatchObject({ fwdDstNum: '+8613800009001' })
  })

  it('goes on after a step that fails, and says which it was', async () => {
    const { codes, problems } = await play(
      story({
        names: {},
        steps: [
          { at: 0, do: 'bind', app: 'AXB', as: 'never', parameters: { callerNum: 'x', calleeNum: '+8613900009002' } },
          { at: 1, do: 'unbind', app: 'AXB', parameters: { subscriptionId: '$never' } },
          { at: 2, do: 'bind', app: 'X', parameters: {} },
          { at: 3, do: 'call', app: 'AXB', from: '+8613900009002', to: '+8617000000001' },
        ],
      }),
    )
    expect(problems).toEqual([
      expect.stringMatching(/^story: step 1 \(bind\): refused with 1010002 /),
      'story: step 2 (unbind): $never has no value',
      'story: step 3 (bind): an app of X mode has no bindings',
    ])
    expect(codes).toEqual([8014])
  })

  it.each([
    ['an app that is not played', { steps: [{ at: 0, do: 'call', app: 'k-other', from: '1', to: '2' }] }, /there is no app k-other/],
    ['no app where there are several', { steps: [{ at: 0, do: 'call', from: '1', to: '2' }] }, /several apps are played/],
    [
      'a number beyond the app’s',
      { names: { x: { app: 'AXB', x: 48 } }, steps: [{ at: 0, do: 'pay' }] },
      /names\.x: the app has 48 numbers/,
    ],
    [
      'a binding beyond those that stand',
      { names: { b: { app: 'X', binding: 0 } }, steps: [{ at: 0, do: 'pay' }] },
      /names\.b: no such binding/,
    ],
  ])('does not begin with %s', async (_, given, message) => {
    await expect(play(story(given))).rejects.toThrow(message)
  })

  it.each([
    ['no JSON', '{', /^it is no JSON/],
    ['no steps', {}, /^steps: /],
    ['an empty list of steps', { steps: [] }, /^steps: /],
    ['an unknown deed', { steps: [{ at: 0, do: 'dance' }] }, /^steps\.0\.do: /],
    ['a misspelt field', { steps: [{ at: 0, do: 'pay', form: 'x' }] }, /^steps\.0: .*form/],
    ['a time before the start', { steps: [{ at: -1, do: 'pay' }] }, /^steps\.0\.at: /],
    ['a name that is none', { names: { 'a b': '1' }, steps: [{ at: 0, do: 'pay' }] }, /must begin with a letter/],
    ['a name of a name', { names: { a: '1', b: '$a' }, steps: [{ at: 0, do: 'pay' }] }, /^names\.b: must not refer/],
    ['a name nobody gave', { steps: [{ at: 0, do: 'call', from: '$who', to: '1' }] }, /^steps\.0: nothing before it is named \$who$/],
    [
      'a name that is given later',
      {
        steps: [
          { at: 0, do: 'stop-call', call: '$c' },
          { at: 1, do: 'call', from: '1', to: '2', as: 'c' },
        ],
      },
      /^steps\.0: nothing before it is named \$c$/,
    ],
    [
      'a part there is not',
      { names: { a: '1' }, steps: [{ at: 0, do: 'call', from: '$a.z', to: '1' }] },
      /the parts are x, y, a, b, extension/,
    ],
    [
      'a cause without its status',
      { steps: [{ at: 0, do: 'number-status', x: '1', status: 'paused', cause: 'arrears' }] },
      /only `unavailable`/,
    ],
  ])('is refused with %s, by place and reason', (_, given, fault) => {
    expect(faultsOf(given)[0]).toMatch(fault)
  })

  it('may name later what an earlier line of the file gives', () => {
    const steps = [
      { at: 9, do: 'stop-call', call: '$c' },
      { at: 1, do: 'call', from: '1', to: '2', as: 'c' },
    ]
    expect(faultsOf({ steps })).toEqual([])
  })
})

describe('--story', () => {
  it('plays a story alone, to its end', async () => {
    const target = await startPushReceiver()
    open.push({ stop: () => target.close() })
    const cli = new URL('../../../../electron/simulator/cli.ts', import.meta.url).pathname
    const args = ['--mode', 'all', '--push', target.url, '--story', join(folder, 'extension.json'), '--speed', '200']
    const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
    let complaints = ''
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()))
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0)
    expect(complaints).toBe('')
    expect(target.received.flatMap(({ body }) => body.feeLst ?? [])).toHaveLength(6)
  })

  it('names the file that is no story, and what is wrong with it', () => {
    const file = join(tmpdir(), `maskline-test-${process.pid}.json`)
    writeFileSync(file, '{"steps":[{"at":0,"do":"dance"}]}')
    expect(readOptions(['--story', file])).toEqual({ problem: expect.stringMatching(/is no story:\nsteps\.0\.do: /) })
    rmSync(file)
    expect(readOptions(['--story', file])).toEqual({ problem: expect.stringMatching(/cannot be read \(ENOENT\)/) })
  })
})
