// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { modes } from '../../../../../shared/domain/platform-app.ts'
import { renderPage } from '../../../../support/render-page.tsx'

let page: ReturnType<typeof renderPage>
afterEach(() => page.end())

const sent = (channel: string) => page.backend.sent.filter((one) => one.channel === channel).at(-1)?.input
const save = () => fireEvent.click(screen.getByRole('button', { name: '保存' }))

async function openSettings(options: Parameters<typeof renderPage>[0] = {}) {
  page = renderPage({ live: 5, profile: 'real', modes: [...modes], ...options })
  await screen.findByRole('grid')
  page.store.getState().goTo('settings')
  const section = within(await screen.findByRole('region', { name: '应用' }))
  await section.findByText('智能接听')
}

describe('apps in the settings', () => {
  it('tell how their API is called and what the platform is told', async () => {
    await openSettings()
    expect(screen.getAllByText('X-AKSK · 10 次/秒 · 并发 4 · 15秒 · 系统代理')).toHaveLength(5)
    expect(screen.getByText('转接到 138****0001')).toBeDefined()
    expect(screen.getAllByText('每1小时一次')).toHaveLength(4)
    expect(screen.getAllByRole('button', { name: /^应答 / }).map((button) => button.getAttribute('aria-label'))).toEqual([
      '应答 售后回访',
      '应答 智能接听',
    ])
  })

  it('change the answers without knowing the number that is set', async () => {
    await openSettings()
    fireEvent.click(screen.getByRole('button', { name: '应答 智能接听' }))
    const dialog = within(await screen.findByRole('dialog'))
    expect(dialog.getByLabelText('转接到').getAttribute('placeholder')).toBe('现为 138****0001，留空则不变')
    fireEvent.click(dialog.getByRole('radio', { name: '转发给 @ 的号码' }))
    save()
    await waitFor(() => expect(sent('apps.update')).toEqual({ id: 4, answers: { sms: 'forward' } }))
    await screen.findByText('转发给 @ 的号码')
  })

  it('put a wrong number beside its field, in words, and send nothing', async () => {
    await openSettings()
    fireEvent.click(screen.getByRole('button', { name: '应答 智能接听' }))
    const dialog = within(await screen.findByRole('dialog'))
    fireEvent.change(dialog.getByLabelText('转接到'), { target: { value: '400800' } })
    save()
    await dialog.findByText('请填写 11 位手机号，或带区号的固定电话')
    expect(sent('apps.update')).toBeUndefined()
    fireEvent.change(dialog.getByLabelText('转接到'), { target: { value: '0755-28000010' } })
    save()
    await waitFor(() =>
      expect(sent('apps.update')).toMatchObject({ answers: { call: { operation: 'connect', calleeNumber: '+8675528000010' } } }),
    )
  })

  it('change how the API is called, by the rules of the contract', async () => {
    await openSettings()
    fireEvent.click(screen.getByRole('button', { name: '接口调用 订单配送' }))
    const dialog = within(await screen.findByRole('dialog'))
    fireEvent.change(dialog.getByLabelText('超时（秒）'), { target: { value: '300' } })
    fireEvent.click(dialog.getByRole('radio', { name: '指定代理' }))
    fireEvent.change(await dialog.findByLabelText('代理地址'), { target: { value: 'http://me:secret@10.0.0.8' } })
    save()
    await dialog.findByText('超出允许范围')
    expect(dialog.getByText('地址中不能带用户名和密码：它们会以明文存盘')).toBeDefined()
    expect(sent('apps.update')).toBeUndefined()
    fireEvent.click(dialog.getByRole('button', { name: '恢复默认' }))
    fireEvent.change(dialog.getByLabelText('回读间隔（分钟）'), { target: { value: '0' } })
    save()
    await waitFor(() =>
      expect(sent('apps.update')).toMatchObject({ id: 1, api: { timeoutMs: 15_000, proxy: { kind: 'system' }, pollEveryMinutes: 0 } }),
    )
    await screen.findByText('不自动回读')
  })

  it('are not changed in a demo', async () => {
    await openSettings({ profile: 'demo' })
    expect(screen.queryByRole('button', { name: /^接口调用 / })).toBeNull()
    expect(screen.getByText('转接到 138****0001')).toBeDefined()
  })

  it('need the addresses of their modes in the console', async () => {
    const rowsOf = () =>
      within(screen.getByRole('region', { name: '推送地址' }))
        .getAllByRole('row')
        .map((row) => row.textContent)
    await openSettings()
    expect(rowsOf()).toContain('短信通知地址粘贴该应用的推送地址 （仅 AXB、AX、X 模式）')
    expect(rowsOf()).toContain('短信控制地址粘贴该应用的推送地址 （仅 AX、X 模式）')
    page.end()
    page = renderPage({ live: 5, profile: 'real', modes: ['AXE'] })
    await screen.findByRole('grid')
    page.store.getState().goTo('settings')
    await screen.findByRole('region', { name: '推送地址' })
    expect(rowsOf().some((row) => row?.includes('短信'))).toBe(false)
  })
})
