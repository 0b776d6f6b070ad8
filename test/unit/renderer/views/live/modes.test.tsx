// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { modes } from '../../../../../shared/domain/platform-app.ts'
import { renderPage } from '../../../../support/render-page.tsx'

let page: ReturnType<typeof renderPage>
afterEach(() => page.end())

const rows = () => [...document.querySelectorAll<HTMLElement>('[role="row"][data-call-id]')]
const cells = (row: HTMLElement) => [...row.querySelectorAll('[role="gridcell"]')].map((cell) => cell.textContent)
const callOf = (row: HTMLElement) => page.backend.world.live.find(({ id }) => id === Number(row.dataset['callId']))

async function show(options: Parameters<typeof renderPage>[0] = {}) {
  page = renderPage({ live: 60, modes: [...modes], ...options })
  await waitFor(() => expect(rows().length).toBeGreaterThan(10))
}

describe('live page of all modes', () => {
  it('tells the private side of each row as its mode has it', async () => {
    await show()
    for (const row of rows()) {
      const call = callOf(row)
      const expected = call?.y ? `X ${call.x} · Y ${call.y}` : call?.extension ? `${call.x} 转 ${call.extension}` : call?.x
      expect(cells(row)[3]?.replace(' 等待分机', '')).toBe(expected)
    }
    const told = rows().map((row) => cells(row)[3])
    expect(told.some((text) => text?.includes(' 转 '))).toBe(true)
    expect(told.some((text) => text?.includes(' · Y '))).toBe(true)
  })

  it('tells the decision in words where X mode has no binding', async () => {
    await show({ modes: ['X'], live: 40 })
    expect(screen.getByRole('columnheader', { name: '应答' })).toBeDefined()
    for (const row of rows()) {
      const decision = callOf(row)?.decision
      expect(row.querySelector('[data-decision]')?.getAttribute('data-decision')).toBe(decision)
      expect(cells(row).at(-1)?.trim()).toBe(decision === 'close' ? '应答：挂断' : '应答：转接')
    }
  })

  it('keeps a row to fifteen nodes', async () => {
    await show()
    for (const row of rows()) expect(row.querySelectorAll('*').length + 1).toBeLessThanOrEqual(15)
  })

  it('filters by any of the five modes', async () => {
    await show()
    fireEvent.mouseDown(screen.getByRole('combobox', { name: '模式' }))
    const options = await screen.findAllByRole('option')
    expect(options.map((option) => option.getAttribute('aria-label') ?? option.textContent)).toEqual(expect.arrayContaining(['AXB', 'AX']))
    const choice = [...document.querySelectorAll('.ant-select-item-option')]
    expect(choice.map((option) => option.textContent)).toEqual([...modes])
    fireEvent.click(choice[4] ?? document.body)
    await waitFor(() => expect(new Set(rows().map((row) => callOf(row)?.mode))).toEqual(new Set(['AXYB'])))
  })

  it('shows the extension, the second number and the digits of an AXE and an AXYB call in its panel', async () => {
    await show()
    const open = (mode: string, known: 'extension' | 'y') => {
      const row = rows().find((one) => callOf(one)?.mode === mode && callOf(one)?.[known] !== null)
      if (!row) throw new Error(`no ${mode} call in sight`)
      fireEvent.click(row)
      return callOf(row)
    }
    const axe = open('AXE', 'extension')
    const panel = within(await screen.findByRole('complementary', { name: '通话' }))
    await panel.findByText('分机号')
    expect(panel.getAllByText(axe?.extension ?? '', { exact: false }).length).toBeGreaterThan(1)
    expect(panel.getByText(`分机 ${axe?.extension}`)).toBeDefined()
    const axyb = open('AXYB', 'y')
    await panel.findByText('隐私号 Y')
    expect(panel.getByText(axyb?.y ?? '')).toBeDefined()
  })

  it('tells what X mode was answered in the panel and its ladder', async () => {
    await show({ modes: ['X'], live: 40 })
    const row = rows().find((one) => callOf(one)?.decision === 'connect')
    fireEvent.click(row ?? document.body)
    const panel = within(await screen.findByRole('complementary', { name: '通话' }))
    await panel.findByText('对平台提问的应答')
    expect(panel.getAllByText('应答：转接')).toHaveLength(2)
    expect(panel.getByText('X 模式没有绑定，由应答决定')).toBeDefined()
  })
})

describe('event feed', () => {
  const feed = () => within(screen.getByRole('region', { name: '事件流' }))

  it('tells texts with their decision, and number statuses with their cause', async () => {
    await show()
    await feed().findAllByText('短信')
    expect(feed().getByText('应答：转发')).toBeDefined()
    expect(feed().getByText('应答：丢弃')).toBeDefined()
    expect(feed().getByText('经 170****0037')).toBeDefined()
    expect(feed().getByText('不可用 · 欠费').getAttribute('data-number-status')).toBe('unavailable')
    expect(feed().getByText('未知状态 12 · 原因码 44')).toBeDefined()
  })

  it('opens the call of a row, and offers nothing to open where there is none', async () => {
    await show()
    const text = (await feed().findAllByText('短信'))[0]
    expect(text?.closest('button')).toBeNull()
    const event = feed().getAllByText('接听')[0]?.closest('button')
    fireEvent.click(event ?? document.body)
    await screen.findByRole('complementary', { name: '通话' })
  })
})

describe('choice of cards', () => {
  it('offers texts, and no more cards than fit', async () => {
    await show()
    expect(screen.queryByRole('region', { name: '今日短信' })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: '选择卡片' }))
    const sms = await screen.findByRole('checkbox', { name: '今日短信' })
    expect(sms).toHaveProperty('disabled', true)
    fireEvent.click(screen.getByRole('checkbox', { name: '平均通话时长' }))
    await waitFor(() => expect(sms).toHaveProperty('disabled', false))
    fireEvent.click(sms)
    const card = within(await screen.findByRole('region', { name: '今日短信' }))
    expect(card.queryByRole('button')).toBeNull()
    expect(card.getByText('平台询问 24 条')).toBeDefined()
  })
})
