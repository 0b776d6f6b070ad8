// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { renderPage } from '../../../../support/render-page.tsx'

let page: ReturnType<typeof renderPage>
afterEach(() => page.end())

async function show(options: Parameters<typeof renderPage>[0] = {}) {
  page = renderPage({ live: 5, profile: 'real', modes: ['AXB', 'X'], ...options })
  await screen.findByRole('grid')
  page.store.getState().goTo('settings')
  const section = within(await screen.findByRole('region', { name: '绑定回读' }))
  await section.findAllByText('订单配送')
  return section
}

describe('reading bindings back', () => {
  it('tells when it read last, what it found and when it reads next', async () => {
    const section = await show()
    expect(section.getByText(/^下次/)).toBeDefined()
    expect(section.getByText('差异 5 处')).toBeDefined()
    expect(section.getByText(/询问 24 次 · 平台有 1,203 个绑定/)).toBeDefined()
    expect(section.getByText('没有绑定')).toBeDefined()
  })

  it('counts what it read for the first time, and calls it no difference', async () => {
    const section = await show({ modes: ['AXB', 'AX'] })
    expect(section.getByText(/平台有 2,406 个绑定 · 首次读入 2,406$/)).toBeDefined()
    expect(section.getByText('没有差异')).toBeDefined()
  })

  it('begins at once, shows how far it is, and can be cancelled', async () => {
    const section = await show()
    fireEvent.click(section.getByRole('button', { name: '立即回读 订单配送' }))
    await section.findByText('正在回读')
    expect(section.getByRole('progressbar', { name: '“订单配送”的回读进度' })).toBeDefined()
    fireEvent.click(section.getByRole('button', { name: '取消 订单配送' }))
    await section.findByText('已取消')
    expect(section.queryByRole('progressbar')).toBeNull()
  })

  it('lists what was not our doing, with change, content and source', async () => {
    const section = await show()
    const table = within(section.getByRole('table'))
    const [, first] = table.getAllByRole('row')
    expect(first?.textContent).toContain('别处修改')
    expect(first?.textContent).toContain('B：139****2044 → 135****8810')
    expect(first?.textContent).toContain('有效期：1小时 → 永久')
    expect(first?.textContent).toContain('回读')
    expect(table.getByText('138****0117 – 167****0113 转 0023')).toBeDefined()
  })

  it('says what will be here while nothing was found', async () => {
    const section = await show()
    page.backend.answer('bindings.history', () => ({ rows: [], next: null }))
    page.backend.notify('data.changed', { topics: ['bindings'], revision: 2 })
    await section.findByText('没有发现差异', {}, { timeout: 5_000 })
    expect(section.getByText(/会列在这里/)).toBeDefined()
  })

  it('explains a run that failed by the code of the platform, and offers the next step', async () => {
    const section = await show({ poller: 'failing' })
    expect(section.getByText('失败')).toBeDefined()
    expect(section.getByRole('alert').textContent).toContain('1010040')
    expect(section.getByText('3 次没有答复')).toBeDefined()
  })

  it('says until when the platform shuts us out, and offers no run meanwhile', async () => {
    const section = await show({ api: 'blocked' })
    await waitFor(() => expect(section.getByText('平台已封禁')).toBeDefined())
    expect(section.getByText(/解除$/)).toBeDefined()
    expect(section.queryByRole('button', { name: /立即回读/ })).toBeNull()
  })
})
