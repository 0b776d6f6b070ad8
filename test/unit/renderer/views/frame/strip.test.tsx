// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { renderPage } from '../../../../support/render-page.tsx'

let page: ReturnType<typeof renderPage>
afterEach(() => page.end())

const strip = async () => within(await screen.findByRole('banner', { name: '运行状态' }))
const show = async (options: Parameters<typeof renderPage>[0]) => {
  page = renderPage({ live: 5, ...options })
  const items = await strip()
  await items.findByText('平台接口')
  return items
}

describe('status strip', () => {
  it('says that the platform shut us out, until when, and what to do', async () => {
    const items = await show({ api: 'blocked' })
    const item = items.getByRole('button', { name: /平台接口/ })
    expect(item.textContent).toMatch(/已被封禁，\d\d:\d\d 恢复/)
    expect(item.dataset['level']).toBe('action')
    fireEvent.mouseEnter(item)
    await screen.findByText(/推送照常接收/)
    expect(screen.getByText(/1020176/).textContent).toContain('30分钟')
  })

  it('is quiet about an API that was never called', async () => {
    const items = await show({ api: 'idle' })
    expect(items.getByRole('button', { name: /平台接口 ?未调用/ }).dataset['level']).toBe('quiet')
  })

  it('says how long ago bindings were read back, and that it failed', async () => {
    const items = await show({ poller: 'waiting' })
    expect(items.getByRole('button', { name: /回读/ }).textContent).toMatch(/12 ?分钟前/)
    page.end()
    const failing = await show({ poller: 'failing' })
    expect(failing.getByRole('button', { name: /回读 ?上次失败/ }).dataset['level']).toBe('attention')
  })

  it('leads to the part of the settings where it can be mended', async () => {
    const items = await show({})
    fireEvent.click(items.getByRole('button', { name: /回读/ }))
    const heading = await screen.findByRole('heading', { name: '绑定回读' })
    await waitFor(() => expect(document.activeElement).toBe(heading))
    fireEvent.click(items.getByRole('button', { name: /平台接口/ }))
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('heading', { name: '应用' })))
  })

  it('tells of questions that were answered before they were on disk, and marks those that were lost', async () => {
    const items = await show({ questions: { answeredAhead: 3, notKept: 0 } })
    const item = items.getByRole('button', { name: /接收/ })
    expect(item.dataset['level']).toBe('good')
    fireEvent.mouseEnter(item)
    await screen.findByText('3 个平台提问先应答、后存盘，均已存盘')
    page.end()
    const lost = await show({ questions: { answeredAhead: 3, notKept: 1 } })
    expect(lost.getByRole('button', { name: /有提问未存盘/ }).dataset['level']).toBe('attention')
  })

  it('says nothing of a platform whose backend is gone', async () => {
    page = renderPage({ live: 5, backend: 'restarting' })
    const items = await strip()
    await items.findByText('后台意外退出，正在重启')
    expect(items.queryByText('平台接口')).toBeNull()
    expect(items.queryByText('回读')).toBeNull()
  })
})
