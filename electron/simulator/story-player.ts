import type { z } from 'zod'
import { secondMs } from '../../shared/domain/time.ts'
import { bindingUris, temporaryCalleeUri } from '../platform/wire/every-mode-api.ts'
import type { Console } from './console.ts'
import type { Deliverer } from './deliver.ts'
import { endingOf } from './outcomes.ts'
import type { RunningCalls } from './running-calls.ts'
import type { SmsRelay } from './sms-relay.ts'
import type { StoryNames, Thing } from './story-names.ts'
import type { Story, StoryStep } from './story.ts'
import type { Switchboard } from './switchboard.ts'
import type { Timeline } from './timeline.ts'

interface Options {
  story: Story
  names: StoryNames
  startAt: number
  console: Console
  timeline: Timeline
  deliverer: Deliverer
  switchboard: Pick<Switchboard, 'place'>
  smsRelay: Pick<SmsRelay, 'place'>
  runningCalls: RunningCalls
  pushUrl(appKey: string): string | null
  onProblem(text: string): void
}

/** Plays a story from now on. */
export function playStory(options: Options): void {
  const { story, names, startAt, timeline, onProblem } = options
  const { appNamed, resolve } = names

  const resolveAll = (value: z.core.util.JSONType): z.core.util.JSONType => {
    if (typeof value === 'string') return resolve(value)
    if (Array.isArray(value)) return value.map(resolveAll)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolveAll(each)]))
  }

  const callApi = (step: Extract<StoryStep, { parameters: unknown }>): void => {
    const app = appNamed(step.app)
    const isCallee = step.do === 'temporary-callee'
    const uri = isCallee ? temporaryCalleeUri : app.mode === 'X' ? undefined : bindingUris[app.mode]
    const method = ({ bind: 'POST', change: 'PUT', unbind: 'DELETE', 'temporary-callee': 'PUT' } as const)[step.do]
    if (uri === undefined) throw new Error('an app of X mode has no bindings')
    const answer = options.console.call(app.appKey, method, uri, resolveAll(step.parameters) as Record<string, unknown>)
    if (!('body' in answer)) return
    const { resultcode, resultdesc, ...fields } = answer.body
    if (resultcode !== '0') throw new Error(`refused with ${resultcode} ${resultdesc}`)
    if (step.do === 'bind' && step.as !== undefined) names.set(step.as, boundThing(fields, 'subscriptionId' in step.parameters))
  }

  const play = (step: StoryStep): void => {
    switch (step.do) {
      case 'call': {
        const { code, rings: ringSeconds, talks: talkSeconds, digits = null } = step
        const placed = options.switchboard.place({
          app: appNamed(step.app),
          caller: resolve(step.from),
          dialled: resolve(step.to),
          digits: digits === null ? null : resolve(digits),
          wishes: { ending: code === undefined ? undefined : endingOf(code), ringSeconds, talkSeconds },
          ...(step.answer !== undefined && { insteadOfAnswer: answerText(resolveAll(step.answer)) }),
        })
        if (step.as !== undefined) names.set(step.as, { itself: placed })
        return
      }
      case 'sms':
        options.smsRelay.place({
          app: appNamed(step.app),
          sender: resolve(step.from),
          x: resolve(step.to),
          content: step.text,
          ...(step.answer !== undefined && { insteadOfAnswer: answerText(resolveAll(step.answer)) }),
        })
        return
      case 'bind':
      case 'change':
      case 'unbind':
      case 'temporary-callee':
        return callApi(step)
      case 'stop-call': {
        const sessionId = resolve(step.call)
        if (!options.runningCalls.find(sessionId)) throw new Error('the call is over')
        return options.runningCalls.stop(sessionId)
      }
      case 'number-status':
        return options.console.setNumberStatus(appNamed(step.app).appKey, resolve(step.x), step.status, step.cause)
      case 'blacklist':
        return options.console.blacklist(appNamed(step.app).appKey, resolve(step.x))
      case 'arrears':
        return options.console.startArrears()
      case 'pay':
        return options.console.pay()
      case 'push': {
        const app = appNamed(step.app)
        const url = options.pushUrl(app.appKey)
        const body = typeof step.body === 'string' ? step.body : JSON.stringify(resolveAll(step.body))
        if (url === null) return
        for (let time = 0; time < (step.times ?? 1); time += 1) options.deliverer.push({ app, url, body, lane: null })
      }
    }
  }

  story.steps.forEach((step, order) => {
    timeline.at(startAt + step.at * secondMs, () => {
      try {
        play(step)
      } catch (error) {
        onProblem(`story: step ${order + 1} (${step.do}): ${error instanceof Error ? error.message : 'failed'}`)
      }
    })
  })
}

function answerText(answer: z.core.util.JSONType): string | null {
  return answer === null || typeof answer === 'string' ? answer : JSON.stringify(answer)
}

/** What a bind answered, whatever its mode calls it. @param isPart of AXYB: then the number in the answer is Y */
function boundThing(fields: Readonly<Record<string, unknown>>, isPart: boolean): Thing {
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : undefined)
  const number = text('relationNum') ?? text('privateNum') ?? text('virtualNum') ?? text('relationNumber')
  return { itself: text('subscriptionId') ?? '', ...(isPart ? { y: number } : { x: number }), extension: text('extendNum') }
}
