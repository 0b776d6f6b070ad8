// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { AppError } from '../../../../../shared/errors.ts'
import { renderPage } from '../../../../support/render-page.tsx'

let page: ReturnType<typeof renderPage>
afterEach(() => page.end())

const rows = () => [...document.querySelectorAll<HTMLElement>('[data-call-id]')].filter((row) => row.getAttribute('role') === 'row')
const lastRead = () => page.backend.sent.filter(({ channel }) => channel === 'live.calls').at(-1)?.input

describe('live page', () => {
  it('shows numbers as they came: masked', async () => {
    page = renderPage({ live: 20 })
    await waitFor(() => expect(rows().length).toBeGreaterThan(5))
    for (const row of rows()) {
      const call = page.backend.world.live.find(({ id }) => id === Number(row.dataset['callId']))
      expect([...row.querySelectorAll('.mono')].slice(0, 3).map((cell) => cell.textContent)).toEqual([call?.caller, call?.x, call?.callee])
    }
  })

  it('marks each row and its phase for those who measure', async () => {
    page = renderPage({ live: 20 })
    await waitFor(() => expect(rows().length).toBeGreaterThan(5))
    for (const row of rows())
      expect(row.querySelector('[data-phase]')?.getAttribute('data-phase')).toMatch(/ringing-in|routing|ringing|talking/)
  })

  it('keeps a row to fourteen nodes', async () => {
    page = renderPage({ live: 20, profile: 'real' })
    await waitFor(() => expect(rows().length).toBeGreaterThan(5))
    for (const row of rows()) expect(row.querySelectorAll('*').length + 1).toBeLessThanOrEqual(14)
  })

  it('filters by phase and clears the filter from the empty table', async () => {
    page = renderPage({ live: 20 })
    const chips = within(await screen.findByRole('group', { name: '状态' }))
    fireEvent.click(chips.getByRole('button', { name: /^未收到结束/ }))
    await screen.findByText('没有符合筛选条件的通话')
    expect(lastRead()).toMatchObject({ filter: { phases: ['overdue'] } })
    const grid = within(screen.getByRole('grid'))
    fireEvent.click(grid.getByRole('button', { name: '清除筛选' }))
    await waitFor(() => expect(rows().length).toBeGreaterThan(5))
    expect(lastRead()).toMatchObject({ filter: { phases: [] } })
  })

  it('searches digits, keeps what was typed wrongly and does not send it', async () => {
    page = renderPage({ live: 20 })
    await waitFor(() => expect(rows().length).toBeGreaterThan(5))
    const search = screen.getByRole('searchbox', { name: '按号码中的数字搜索' })
    fireEvent.change(search, { target: { value: '138' } })
    await waitFor(() => expect(lastRead()).toMatchObject({ filter: { digits: '138' } }))
    fireEvent.change(search, { target: { value: '138x' } })
    await screen.findByText('只能输入数字')
    expect(search).toHaveProperty('value', '138x')
    expect(lastRead()).toMatchObject({ filter: { digits: '138' } })
  })

  it('opens a call from the keyboard, shows its ladder, and closes it with Escape', async () => {
    page = renderPage({ live: 20 })
    await waitFor(() => expect(rows().length).toBeGreaterThan(5))
    const grid = screen.getByRole('grid')
    fireEvent.keyDown(grid, { key: 'ArrowDown' })
    fireEvent.keyDown(grid, { key: 'Enter' })
    const ladder = await screen.findByRole('list', { name: /^呼叫时序/ })
    const opened = page.store.getState().data.call.value
    expect(within(ladder).getAllByRole('listitem')).toHaveLength(opened?.ladder.length ?? -1)
    fireEvent.keyDown(window, { key: 'Escape' })
    await waitFor(() => expect(screen.queryByRole('list', { name: /^呼叫时序/ })).toBeNull())
  })

  it('gives the focus to a panel opened by keyboard, and back to the table when it closes', async () => {
    page = renderPage({ live: 20 })
    await waitFor(() => expect(rows().length).toBeGreaterThan(5))
    const grid = screen.getByRole('grid')
    grid.focus()
    fireEvent.keyDown(grid, { key: 'End' })
    fireEvent.keyDown(grid, { key: 'Enter' })
    const panel = await screen.findByRole('complementary', { name: '通话' })
    expect(document.activeElement).toBe(panel)
    fireEvent.keyDown(panel, { key: 'Escape' })
    await waitFor(() => expect(document.activeElement).toBe(grid))
  })

  it('keeps the last good rows when reads fail, and says how old they are and why', async () => {
    page = renderPage({ live: 20 })
    await waitFor(() => expect(rows().length).toBeGreaterThan(5))
    page.backend.answer('live.calls', () => {
      throw new AppError('storage', 'the disk is gone')
    })
    page.backend.notify('data.changed', { topics: ['calls'], revision: 2 })
    await screen.findByText(/以下是.*的数据/)
    expect(screen.getByText(/数据无法读写/)).toBeDefined()
    expect(rows().length).toBeGreaterThan(5)
  })

  it('says that nothing was ever pushed and where to go', async () => {
    page = renderPage({ live: 0, profile: 'real', pushAge: null })
    await screen.findByText('还没有收到任何推送')
    fireEvent.click(screen.getByRole('button', { name: '查看推送地址' }))
    await screen.findByRole('heading', { level: 1, name: '设置' })
  })

  it('speaks the other language at once', async () => {
    page = renderPage({ live: 20 })
    await screen.findByText('近一小时每分钟呼叫')
    await page.store.getState().updateSettings({ language: 'en' })
    await screen.findByText('Calls per minute, last hour')
    expect(document.documentElement.lang).toBe('en')
  })

  it('tells truthfully that the backend is gone, and claims no connection meanwhile', async () => {
    page = renderPage({ live: 20 })
    await screen.findByText(/已连通/)
    const shell = page.store.getState().data.shell.value
    if (shell) page.backend.notify('shell.stateChanged', { ...shell, backend: { ...shell.backend, state: 'restarting' } })
    await screen.findByText('后台意外退出，正在重启')
    expect(screen.queryByText(/已连通/)).toBeNull()
    expect(rows().length).toBeGreaterThan(5)
  })
})
