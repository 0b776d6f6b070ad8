import { standingBinding } from './standing-bindings.ts'
import { isReference, splitReference, type NamedThing, type Part, type Story, type StoryStep } from './story.ts'
import type { SimulatedApp, World } from './world.ts'

/** The story wants an app, a number or a binding that the world does not have; the message says which. */
export class UnplayableStory extends Error {}

/** What a name stands for: a number, a binding or a call by itself, and its parts. */
export type Thing = { itself: string } & { [part in Part]?: string | undefined }

export interface StoryNames {
  /** @throws UnplayableStory when there is none, or several and none is named */
  appNamed(wanted: string | undefined): SimulatedApp
  set(name: string, thing: Thing): void
  /** The value of a `$name`; any other text is itself. @throws Error when the step that was to give it has failed */
  resolve(text: string): string
}

/**
 * The names of a story in this world.
 * @throws UnplayableStory
 */
export function readNames(world: World, story: Story): StoryNames {
  const things = new Map<string, Thing>()

  const appNamed = (wanted: string | undefined): SimulatedApp => {
    const [app, second] = world.apps.filter(({ mode, appKey }) => wanted === undefined || mode === wanted || appKey === wanted)
    if (app === undefined) throw new UnplayableStory(`story: there is no app ${wanted}: name a mode that is played, or an app key`)
    if (second !== undefined) throw new UnplayableStory('story: several apps are played: say which one by "app"')
    return app
  }
  const thingOf = (name: string, value: NamedThing): Thing => {
    if (typeof value === 'string') return { itself: value }
    const app = appNamed(value.app)
    if ('x' in value) {
      const x = app.xNumbers[value.x]?.number
      if (x === undefined) throw new UnplayableStory(`story: names.${name}: the app has ${app.xNumbers.length} numbers, counted from 0`)
      return { itself: x }
    }
    const binding = standingBinding(world, app, value.binding)
    if (binding === null) throw new UnplayableStory(`story: names.${name}: no such binding stands in this app`)
    const pair = binding.mode === 'AXYB' ? binding.pairs[0] : undefined
    return {
      itself: binding.subscriptionId,
      x: binding.x.number,
      a: binding.a,
      b: binding.mode === 'AXB' ? binding.b : pair?.b,
      y: pair?.y.number,
      extension: binding.mode === 'AXE' ? binding.extension : undefined,
    }
  }

  for (const [name, value] of Object.entries(story.names)) things.set(name, thingOf(name, value))
  for (const step of story.steps) if (isOfApp(step)) appNamed(step.app)

  return {
    appNamed,
    set: (name, thing) => things.set(name, thing),
    resolve(text) {
      if (!isReference(text)) return text
      const { name, part } = splitReference(text)
      const thing = things.get(name)
      const value = part === null ? thing?.itself : thing?.[part as Part]
      if (value === undefined) throw new Error(`${text} has no value`)
      return value
    },
  }
}

function isOfApp(step: StoryStep): step is Extract<StoryStep, { app?: unknown }> {
  return step.do !== 'arrears' && step.do !== 'pay' && step.do !== 'stop-call'
}
