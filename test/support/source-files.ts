import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'

/** Reads the project's sources the way the architecture test needs them: parsed, not searched. */

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Import {
  /** A path from the project's root for our own files, else the package's name. */
  target: string
  own: boolean
  typeOnly: boolean
}

export interface SourceFile {
  /** From the project's root, with slashes. */
  path: string
  lines: number
  imports: Import[]
  /** Identifiers, property keys and whole string literals. */
  words: Set<string>
  /** Strings and templates, for what is written in them. */
  texts: string[]
  /** Calls and constructions of the clock, timers and random, e.g. `Date.now`. */
  ambient: string[]
  comments: string[]
  /** Assertions through `unknown`. */
  doubleCasts: number
}

type Node = Record<string, unknown> & { type: string }

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node)['type'] === 'string'
}

function walk(node: unknown, visit: (node: Node) => void): void {
  if (!isNode(node)) return
  visit(node)
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) walk(child, visit)
  }
}

function nameOf(node: unknown): string {
  if (!isNode(node)) return ''
  if (node.type === 'Identifier') return String(node['name'])
  if (node.type === 'MemberExpression') return `${nameOf(node['object'])}.${nameOf(node['property'])}`
  return ''
}

// `setImmediate` only ends the turn: it knows no time.
const ambientCalls = new Set(['Date.now', 'performance.now', 'Math.random', 'setTimeout', 'setInterval'])

/** The clock, timer or random source that this node reaches for, if any. */
function ambientIn(node: Node): string | null {
  if (node.type === 'NewExpression' && nameOf(node['callee']) === 'Date' && (node['arguments'] as unknown[]).length === 0)
    return 'new Date()'
  if (node.type !== 'CallExpression') return null
  const name = nameOf(node['callee']).replace(/^globalThis\./, '')
  return ambientCalls.has(name) ? name : null
}

function resolveTarget(from: string, request: string): Omit<Import, 'typeOnly'> {
  if (request.startsWith('.')) return { target: posix.normalize(posix.join(posix.dirname(from), request)), own: true }
  const parts = request.split('/')
  const name = request.startsWith('@') ? parts.slice(0, 2).join('/') : request.startsWith('node:') ? request : (parts[0] ?? request)
  return { target: name, own: false }
}

export function parseSource(path: string, text: string): SourceFile {
  const { program, module, comments, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`)
  const file: SourceFile = {
    path,
    lines: text.trimEnd().split('\n').length,
    imports: [],
    words: new Set(),
    texts: [],
    ambient: [],
    comments: comments.map((comment) => comment.value),
    doubleCasts: 0,
  }
  const add = (request: string, typeOnly: boolean) => file.imports.push({ ...resolveTarget(path, request), typeOnly })
  for (const { moduleRequest, entries } of module.staticImports) {
    add(moduleRequest.value, entries.length > 0 && entries.every((entry) => entry.isType))
  }
  for (const { entries } of module.staticExports) {
    for (const entry of entries) if (entry.moduleRequest) add(entry.moduleRequest.value, entry.isType)
  }
  walk(program, (node) => {
    if (node.type === 'ImportExpression' && isNode(node['source']) && typeof node['source']['value'] === 'string')
      add(node['source']['value'], false)
    if (node.type === 'Identifier') file.words.add(String(node['name']))
    if (node.type === 'Literal' && typeof node['value'] === 'string') {
      file.words.add(node['value'])
      file.texts.push(node['value'])
    }
    if (node.type === 'TemplateElement') file.texts.push(String((node['value'] as { raw: string }).raw))
    if (node.type === 'TSAsExpression' && isNode(node['expression']) && node['expression'].type === 'TSAsExpression') {
      if ((node['expression']['typeAnnotation'] as Node).type === 'TSUnknownKeyword') file.doubleCasts += 1
    }
    const ambient = ambientIn(node)
    if (ambient !== null) file.ambient.push(ambient)
  })
  return file
}

/** Every source file below the given top folders. */
export function readSources(...tops: string[]): SourceFile[] {
  return tops.flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs|cjs)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((full) => parseSource(relative(root, full).split(sep).join('/'), readFileSync(full, 'utf8'))),
  )
}

export function foldersOf(file: SourceFile): string[] {
  return dirname(file.path).split('/')
}
