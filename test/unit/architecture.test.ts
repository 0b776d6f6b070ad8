import { describe, expect, it } from 'vitest'
import { channels, contract, news } from '../../shared/ipc/contract.ts'
import { foldersOf, parseSource, readSources } from '../support/source-files.ts'
import type { SourceFile } from '../support/source-files.ts'

/** The house rules of ARCHITECTURE.md as data. A rule that must bend is bent here, with its reason. */

/** Area → what it may import beside itself. The first area whose pattern fits a path is the path's area. */
const areas: readonly { name: string; pattern: RegExp; may: readonly string[] }[] = [
  { name: 'shared', pattern: /^shared\//, may: [] },
  { name: 'wire', pattern: /^electron\/platform\/wire\//, may: ['shared'] },
  { name: 'sign', pattern: /^electron\/platform\/sign\.ts$/, may: ['shared'] },
  { name: 'translate', pattern: /^electron\/platform\/(translate|answers)/, may: ['shared', 'wire'] },
  { name: 'platform', pattern: /^electron\/platform\//, may: ['shared', 'wire', 'sign', 'translate'] },
  { name: 'store', pattern: /^electron\/store\//, may: ['shared'] },
  { name: 'ingest', pattern: /^electron\/ingest\//, may: ['shared', 'store', 'translate'] },
  { name: 'projections', pattern: /^electron\/projections\//, may: ['shared', 'store'] },
  {
    name: 'sources',
    pattern: /^electron\/sources\//,
    may: ['shared', 'store', 'platform', 'wire', 'sign', 'translate', 'ingest', 'projections'],
  },
  { name: 'alerts', pattern: /^electron\/alerts\//, may: ['shared', 'store', 'ingest', 'projections'] },
  { name: 'commands', pattern: /^electron\/commands\//, may: ['shared', 'store', 'platform', 'ingest', 'projections', 'profile'] },
  // Only the demo and tests play the platform; it shares the platform's words and signature with us and nothing else.
  { name: 'simulator', pattern: /^electron\/simulator\//, may: ['shared', 'wire', 'sign'] },
  { name: 'messages', pattern: /^electron\/ipc\/(answer|backend-messages)\.ts$/, may: ['shared'] },
  {
    name: 'profile',
    pattern: /^electron\/profile\//,
    may: [
      'shared',
      'store',
      'platform',
      'wire',
      'sign',
      'translate',
      'ingest',
      'projections',
      'sources',
      'alerts',
      'simulator',
      'messages',
    ],
  },
  {
    name: 'backend',
    pattern: /^electron\/(backend|backend-process|headless)\.ts$/,
    may: ['shared', 'store', 'platform', 'ingest', 'projections', 'sources', 'alerts', 'commands', 'profile', 'simulator', 'messages'],
  },
  { name: 'app', pattern: /^electron\/app\//, may: ['shared', 'messages'] },
  { name: 'ipc', pattern: /^electron\/ipc\//, may: ['shared', 'messages'] },
  { name: 'main', pattern: /^electron\/main\.ts$/, may: ['shared', 'app', 'ipc', 'messages'] },
  { name: 'preload', pattern: /^electron\/preload\.ts$/, may: [] },
  { name: 'api', pattern: /^renderer\/(api|zod-without-eval)\.ts$/, may: ['shared'] },
  { name: 'text', pattern: /^renderer\/text\//, may: ['shared'] },
  { name: 'styles', pattern: /^renderer\/styles(\/|\.d\.ts)/, may: ['shared'] },
  { name: 'components', pattern: /^renderer\/components\//, may: ['styles', 'text'] },
  { name: 'page-store', pattern: /^renderer\/store\//, may: ['shared', 'api', 'text'] },
  { name: 'views', pattern: /^renderer\/views\//, may: ['shared', 'api', 'page-store', 'components', 'text', 'styles'] },
  { name: 'page', pattern: /^renderer\/[^/]+\.tsx?$/, may: ['shared', 'api', 'page-store', 'views', 'components', 'text', 'styles'] },
]

/** One door per technology: package → the paths that may import it. Types count: who knows a library's types knows the library. */
const doors: Readonly<Record<string, RegExp>> = {
  electron: /^electron\/(app\/|ipc\/(serve|publish)\.ts|main\.ts|preload\.ts)/,
  undici: /^electron\/(platform\/client[^/]*\.ts|simulator\/push[^/]*\.ts)/,
  'better-sqlite3': /^electron\/store\//,
  'node:http': /^electron\/(sources\/receiver|simulator)\//,
  'node:https': /^electron\/(sources\/receiver|simulator)\//,
  'csv-parse': /^electron\/sources\/importer\//,
  hucre: /^electron\/sources\/importer\//,
  recharts: /^renderer\/components\/charts\//,
  'rotating-file-stream': /^electron\/app\/log\.ts/,
  antd: /^renderer\//,
  react: /^renderer\//,
  zustand: /^renderer\/store\//,
  i18next: /^renderer\/text\//,
  'react-i18next': /^renderer\/text\//,
}

const sqlPlaces = /^electron\/(store|projections|ingest\/apply)\//
// Transaction control names no table: ingest opens its groups with it.
const sql = /^\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP|PRAGMA|WITH)\b\s+\S/

/** The platform's words; where ours are the same (sessionId, stateCode) there is nothing to hold. */
const wirePlaces = /^electron\/(platform|simulator)\//
const wireWords = [
  ['relationNum', 'privateNum', 'virtualNum', 'bindNum', 'origNum', 'extendNum', 'callerNum', 'calleeNum', 'calleenumber', 'calledNum'],
  ['subscriptionId', 'feeLst', 'spId', 'fwdUnaswRsn', 'ulFailReason', 'callRelDirection', 'vNumberRoute', 'connectInfo', 'closeInfo'],
  [
    'callInTime',
    'callOutStartTime',
    'callOutAlertingTime',
    'callOutAnswerTime',
    'fwdStartTime',
    'fwdAlertingTime',
    'fwdAnswerTime',
    'callEndTime',
  ],
].flat()

/** The clock, timers and random are passed in below the rank that owns them. */
const clockless = /^(shared|electron\/(platform|store|ingest|projections|sources|alerts|commands))\//

/** `path: call` → why it may. */
const ambientReasons: Readonly<Record<string, string>> = {
  'electron/sources/receiver/receiver.ts: setInterval':
    'sweeps bodies that arrive too slowly; their age is measured by the clock passed in',
}

const longest = 300
/** Path → why it may be longer. */
const longFiles: Readonly<Record<string, string>> = {}

const forbiddenNames = ['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'lib']
/** `index.ts` is for tables only. */
const tables = /^(electron\/store\/migrations|renderer\/text\/(zh-CN|en))\/index\.ts$/
const deepest = 4

const source = readSources('shared', 'electron', 'renderer')
const all = [...source, ...readSources('test', 'scripts')]

function areaOf(path: string): (typeof areas)[number] | undefined {
  return areas.find(({ pattern }) => pattern.test(path))
}

function wrongImports(file: SourceFile): string[] {
  const area = areaOf(file.path)
  if (area === undefined) return file.path.endsWith('.d.ts') ? [] : [`${file.path} lies in no area`]
  return file.imports
    .filter(({ own, target }) => own && !/\.(css|json|svg|png)$/.test(target))
    .map(({ target }) => ({ target, to: areaOf(target)?.name ?? 'no area' }))
    .filter(({ to }) => to !== area.name && !area.may.includes(to))
    .map(({ target, to }) => `${file.path} (${area.name}) imports ${target} (${to})`)
}

function wrongDoors(file: SourceFile): string[] {
  return file.imports
    .filter(({ own, target }) => !own && doors[target] !== undefined && !doors[target].test(file.path))
    .map(({ target }) => `${file.path} imports ${target}`)
}

const where = (files: readonly SourceFile[], fits: (file: SourceFile) => boolean) => files.filter(fits).map(({ path }) => path)

describe('who may import what', () => {
  it('keeps to the ranks', () => {
    expect(source.flatMap(wrongImports)).toEqual([])
  })

  it('has one door per technology', () => {
    expect(source.flatMap(wrongDoors)).toEqual([])
  })

  it('lets shared know zod and nothing else', () => {
    const others = source.filter(({ path }) => path.startsWith('shared/')).flatMap(({ imports }) => imports.filter(({ own }) => !own))
    expect([...new Set(others.map(({ target }) => target))]).toEqual(['zod'])
  })

  it('keeps Node out of the page, and the page out of Electron', () => {
    const node = source.filter(
      ({ path, imports }) => path.startsWith('renderer/') && imports.some(({ target }) => target.startsWith('node:')),
    )
    expect(node.map(({ path }) => path)).toEqual([])
    expect(
      source
        .filter(({ path }) => path.startsWith('electron/'))
        .flatMap(({ imports }) => imports.filter(({ target }) => target.startsWith('renderer/'))),
    ).toEqual([])
  })

  it('loads the simulator only when a demo opens', () => {
    const eager = source.filter(
      ({ path, imports }) =>
        /^electron\/(profile|backend|headless)/.test(path) && imports.some(({ target }) => target.startsWith('electron/simulator/')),
    )
    expect(eager.map(({ path }) => path).filter((path) => path !== 'electron/profile/demo.ts')).toEqual([])
  })
})

describe('who may know what', () => {
  it('writes SQL only where the tables and questions are', () => {
    expect(
      where(source, ({ path, texts }) => path.startsWith('electron/') && !sqlPlaces.test(path) && texts.some((text) => sql.test(text))),
    ).toEqual([])
  })

  it('speaks the platform’s words only in platform and simulator', () => {
    const found = source
      .filter(({ path }) => !wirePlaces.test(path))
      .flatMap(({ path, words }) => wireWords.filter((word) => words.has(word)).map((word) => `${path}: ${word}`))
    expect(found).toEqual([])
  })

  it('passes clock, timers and random in', () => {
    const found = source
      .filter(({ path }) => clockless.test(path))
      .flatMap(({ path, ambient }) => ambient.map((name) => `${path}: ${name}`))
    expect(found.filter((each) => ambientReasons[each] === undefined)).toEqual([])
  })
})

describe('files', () => {
  it('are not too long without a reason', () => {
    expect(where(all, ({ path, lines }) => lines > longest && longFiles[path] === undefined)).toEqual([])
  })

  it('are named by what they are about', () => {
    const parts = (path: string) => path.split('/').map((part) => part.replace(/\..*$/, ''))
    expect(where(all, ({ path }) => parts(path).some((part) => forbiddenNames.includes(part)))).toEqual([])
    expect(where(source, ({ path }) => /\/index\.tsx?$/.test(path) && !tables.test(path))).toEqual([])
  })

  it('are kebab-case, components PascalCase', () => {
    const misnamed = where(source, ({ path }) => {
      const name = path.split('/').at(-1) ?? ''
      if (name.endsWith('.tsx')) return !/^([A-Z][A-Za-z0-9]*|main|[a-z][a-z0-9-]*)\.tsx$/.test(name)
      return !/^[a-z0-9]+(-[a-z0-9]+)*(\.d)?\.ts$/.test(name)
    })
    expect(misnamed).toEqual([])
  })

  it('lie at most four folders deep', () => {
    expect(where(source, (file) => foldersOf(file).length > deepest)).toEqual([])
  })

  it('hold no notes to self and no casts through unknown', () => {
    expect(where(all, ({ comments }) => comments.some((comment) => /\b(TODO|FIXME|XXX|HACK)\b/.test(comment)))).toEqual([])
    expect(where(all, ({ doubleCasts }) => doubleCasts > 0)).toEqual([])
  })
})

describe('the contract', () => {
  it('names every channel area.verb', () => {
    expect([...channels, ...news].filter((name) => !/^[a-z]+\.[a-z][A-Za-z]*$/.test(name))).toEqual([])
  })

  it('knows three kinds of channel and two who answer', () => {
    expect(new Set(Object.values(contract).map(({ kind }) => kind))).toEqual(new Set(['query', 'command', 'event']))
    expect(new Set(channels.map((name) => contract[name].at))).toEqual(new Set(['backend', 'shell']))
  })
})

describe('this test', () => {
  it('finds what it forbids', () => {
    const bad = parseSource(
      'electron/store/bad.ts',
      `import { ingest } from '../ingest/ingest.ts'\nimport http from 'node:http'\nexport const at = Date.now()\nexport const x = { origNum: 1 }\nconst y = await import('../app/log.ts')`,
    )
    expect(wrongImports(bad)).toHaveLength(2)
    expect(wrongDoors(bad)).toEqual(['electron/store/bad.ts imports node:http'])
    expect(bad.ambient).toEqual(['Date.now'])
    expect(bad.words.has('origNum')).toBe(true)
  })
})
