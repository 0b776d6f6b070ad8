import { z } from 'zod'
import { numberCauses } from '../../shared/domain/number-status.ts'

/** Story files: a case of one's own, step by step (docs/simulator.md). Field names inside `parameters`, `answer` and `body` are the platform's. */

const name = /^[a-z][\w-]*$/i
const Name = z.string().regex(name, 'must begin with a letter and hold letters, digits, - and _ only')
/** A number, an id, or `$name` of something that was named before, `$name.part` of a part of it. */
const Reference = z.string().min(1).max(256)
/** A mode, or an app key. */
const App = z.string().min(1).max(128)
const Parameters = z.record(z.string(), z.json())
const Seconds = z.number().min(0).max(86_400)
const Order = z.int().min(0).max(9_999)

const Named = z.union(
  [Reference, z.strictObject({ app: App.optional(), x: Order }), z.strictObject({ app: App.optional(), binding: Order })],
  'must be a number, {"x": order} or {"binding": order}',
)

const step = {
  /** Seconds of simulated time from the start. */
  at: z.number().min(0).max(31_536_000),
  /** For the reader. */
  note: z.string().optional(),
}
const ofApp = { ...step, app: App.optional() }
/** X mode and SMS Block: acted on as if the server had answered so; null = as if it had not. The server is asked all the same. */
const answer = z.json().optional()

const Step = z.discriminatedUnion('do', [
  z.strictObject({
    ...ofApp,
    do: z.literal('call'),
    as: Name.optional(),
    from: Reference,
    to: Reference,
    /** AXE: what the caller types; blank = nothing, null = hangs up before. */
    digits: z
      .union([Reference, z.literal('')])
      .nullable()
      .optional(),
    /** State code it ends with, where the platform lets it come so far; absent = it is drawn. */
    code: z.int().min(0).max(99_999).optional(),
    rings: Seconds.optional(),
    talks: Seconds.optional(),
    answer,
  }),
  z.strictObject({ ...ofApp, do: z.literal('sms'), from: Reference, to: Reference, text: z.string().min(1).max(1_000), answer }),
  z.strictObject({ ...ofApp, do: z.literal('bind'), as: Name.optional(), parameters: Parameters }),
  z.strictObject({ ...ofApp, do: z.literal('change'), parameters: Parameters }),
  z.strictObject({ ...ofApp, do: z.literal('unbind'), parameters: Parameters }),
  z.strictObject({ ...ofApp, do: z.literal('temporary-callee'), parameters: Parameters }),
  z.strictObject({ ...step, do: z.literal('stop-call'), call: Reference }),
  z.strictObject({
    ...ofApp,
    do: z.literal('number-status'),
    x: Reference,
    status: z.enum(['normal', 'paused', 'unavailable', 'binding-frozen']),
    cause: z.enum(numberCauses).optional(),
  }),
  z.strictObject({ ...ofApp, do: z.literal('blacklist'), x: Reference }),
  z.strictObject({ ...step, do: z.literal('arrears') }),
  z.strictObject({ ...step, do: z.literal('pay') }),
  z.strictObject({
    ...ofApp,
    do: z.literal('push'),
    /** Any JSON; text is sent as it stands, so that it need not be JSON. */
    body: z.json(),
    times: z.int().min(1).max(1_000).optional(),
  }),
])
export type StoryStep = z.infer<typeof Step>

const Story = z.strictObject({
  about: z.string().optional(),
  names: z.record(Name, Named).default({}),
  steps: z.array(Step).min(1),
})
export type Story = z.infer<typeof Story>

export type NamedThing = z.infer<typeof Named>

/** What can be asked of a named thing: `$order.x`. A thing by itself is its number, binding id or session id. */
export const parts = ['x', 'y', 'a', 'b', 'extension'] as const
export type Part = (typeof parts)[number]

/** At most so many faults are named at a time. */
const maxFaults = 5

/** @returns the story, or sentences that say what is wrong and where */
export function readStory(text: string): { story: Story } | { faults: string[] } {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { faults: [`it is no JSON: ${error instanceof Error ? error.message : 'unreadable'}`] }
  }
  const parsed = Story.safeParse(json)
  if (!parsed.success) return { faults: parsed.error.issues.slice(0, maxFaults).map(describe) }
  const faults = [...brokenReferences(parsed.data), ...impossibleSteps(parsed.data)].slice(0, maxFaults)
  if (faults.length > 0) return { faults }
  return { story: parsed.data }
}

function describe(issue: z.core.$ZodIssue): string {
  const message = (issue.code === 'invalid_key' ? issue.issues[0]?.message : undefined) ?? issue.message
  return issue.path.length === 0 ? message : `${issue.path.map(String).join('.')}: ${message}`
}

/** Every `$name` has to be in `names` or be given by a step before it. */
function brokenReferences({ names, steps }: Story): string[] {
  const known = new Set(Object.keys(names))
  const places = Object.entries(names).map(([key, value]) => ({ place: `names.${key}`, value: value as unknown, gives: undefined }))
  const inOrder = steps.map((each, order) => ({ each, order })).toSorted((a, b) => a.each.at - b.each.at)
  const all = [
    ...places,
    ...inOrder.map(({ each, order }) => ({ place: `steps.${order}`, value: each as unknown, gives: 'as' in each ? each.as : undefined })),
  ]
  return all.flatMap(({ place, value, gives }) => {
    const faults = referencesIn(value).flatMap((reference) => {
      const { name: wanted, part } = splitReference(reference)
      if (!known.has(wanted)) return [`${place}: nothing before it is named ${reference}`]
      return part === null || parts.some((each) => each === part) ? [] : [`${place}: ${reference}: the parts are ${parts.join(', ')}`]
    })
    if (gives !== undefined) known.add(gives)
    return faults
  })
}

/** What a schema of one field cannot see. */
function impossibleSteps({ names, steps }: Story): string[] {
  const chained = Object.entries(names).filter(([, value]) => typeof value === 'string' && isReference(value))
  return [
    ...chained.map(([key]) => `names.${key}: must not refer to another name`),
    ...steps.flatMap((each, order) =>
      each.do === 'number-status' && each.cause !== undefined && each.status !== 'unavailable'
        ? [`steps.${order}.cause: only \`unavailable\` has a cause`]
        : [],
    ),
  ]
}

export function isReference(text: string): boolean {
  return text.startsWith('$')
}

export function splitReference(reference: string): { name: string; part: string | null } {
  const [, wanted = '', part] = /^\$([^.]*)(?:\.(.*))?$/.exec(reference) ?? []
  return { name: wanted, part: part ?? null }
}

/** All references in a step or a part of it. Texts and notes are for people: a `$` in them is a `$`. */
function referencesIn(value: unknown, field = ''): string[] {
  if (typeof value === 'string') return isReference(value) && field !== 'text' && field !== 'note' ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => referencesIn(each, key))
}
