import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fitOnScreens, readWindowState, writeWindowState } from '../../../../electron/app/window-state.ts'

const screen = { x: 0, y: 0, width: 1920, height: 1080 }
const second = { x: 1920, y: 0, width: 1920, height: 1080 }

describe('fitOnScreens', () => {
  it('keeps a place that is on a screen', () => {
    const state = { corner: { x: 2000, y: 10 }, width: 1400, height: 900, maximized: false }
    expect(fitOnScreens(state, [screen, second])).toEqual(state)
  })

  it('forgets a place on a screen that is gone, and keeps the size', () => {
    const state = { corner: { x: 2000, y: 10 }, width: 1400, height: 900, maximized: true }
    expect(fitOnScreens(state, [screen])).toEqual({ ...state, corner: null })
  })

  it('never goes below the smallest window', () => {
    expect(fitOnScreens({ corner: null, width: 300, height: 200, maximized: false }, [screen])).toMatchObject({ width: 1280, height: 800 })
  })
})

describe('the state file', () => {
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'maskline-window-'))
  })

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  it('gives back what was written', () => {
    const file = join(folder, 'new', 'window.json')
    const state = { corner: { x: 1, y: 2 }, width: 1300, height: 810, maximized: true }
    writeWindowState(file, state)
    expect(readWindowState(file)).toEqual(state)
  })

  it('starts afresh from a missing or spoilt file', () => {
    const file = join(folder, 'window.json')
    const first = readWindowState(file)
    writeFileSync(file, '{"width":"wide"}')
    expect(readWindowState(file)).toEqual(first)
    expect(first).toMatchObject({ corner: null, maximized: false })
  })

  it('shrugs at a disk that refuses', () => {
    writeFileSync(join(folder, 'file'), '')
    expect(() => writeWindowState(join(folder, 'file', 'window.json'), readWindowState('nowhere'))).not.toThrow()
  })
})
