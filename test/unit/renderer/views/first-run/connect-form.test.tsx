// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { renderPage } from '../../../../support/render-page.tsx'

let page: ReturnType<typeof renderPage>
afterEach(() => page.end())

const field = (name: string) => screen.getByLabelText(name)
const type = (name: string, value: string) => fireEvent.change(field(name), { target: { value } })

function choose(name: string, value: string) {
  fireEvent.mouseDown(field(name))
  const option = [...document.querySelectorAll('.ant-select-item-option')].find((one) => one.textContent === value)
  fireEvent.click(option ?? document.body)
}

async function openForm() {
  page = renderPage({ profile: 'none' })
  fireEvent.click(await screen.findByRole('button', { name: '接入账号' }))
  await screen.findByRole('heading', { level: 1, name: '接入账号' })
}

describe('connect form', () => {
  it('puts what is missing beside its field and sends nothing', async () => {
    await openForm()
    fireEvent.click(screen.getByRole('button', { name: '接入' }))
    await waitFor(() => expect(screen.getAllByText('请填写')).toHaveLength(4))
    expect(page.backend.sent.some(({ channel }) => channel === 'profiles.connect')).toBe(false)
  })

  it('keeps what was typed when the backend refuses, explains the port and offers a free one', async () => {
    await openForm()
    type('名称', '华东客服')
    type('应用名称', '订单')
    type('APP_Key', ' key-1 ')
    type('APP_Secret', 'secret-1')
    type('端口', '80')
    fireEvent.click(screen.getByRole('button', { name: '接入' }))
    await screen.findByText('端口 80 已被占用')
    expect(field('名称')).toHaveProperty('value', '华东客服')
    expect(field('APP_Secret')).toHaveProperty('value', 'secret-1')
    fireEvent.click(screen.getByRole('button', { name: '改用空闲端口 18081' }))
    fireEvent.click(screen.getByRole('button', { name: '接入' }))
    await screen.findByText('把推送地址填入控制台')
    const sent = page.backend.sent.filter(({ channel }) => channel === 'profiles.connect').at(-1)?.input
    expect(sent).toMatchObject({
      name: '华东客服',
      app: { appKey: 'key-1' },
      receiver: { port: 18_081, publicUrl: null, tls: null },
      passphrase: null,
    })
  })

  it('says what the platform will be told in X mode, and asks for the number to connect', async () => {
    await openForm()
    expect(screen.queryByRole('group', { name: /平台提问的应答/ })).toBeNull()
    choose('模式', 'X')
    const answers = within(await screen.findByRole('group', { name: /平台提问的应答/ }))
    expect(answers.getByText(/每通呼叫到达/)).toBeDefined()
    expect(answers.getByText(/呼叫随即结束/)).toBeDefined()
    for (const [name, value] of [
      ['名称', '华东客服'],
      ['应用名称', '接听'],
      ['APP_Key', 'key-1'],
      ['APP_Secret', 'secret-1'],
    ] as const) {
      type(name, value)
    }
    fireEvent.click(answers.getByRole('radio', { name: '转接到固定号码' }))
    fireEvent.click(screen.getByRole('button', { name: '接入' }))
    await answers.findByText('请填写')
    type('转接到', '138 0000 0001')
    fireEvent.click(screen.getByRole('button', { name: '接入' }))
    await screen.findByText('把推送地址填入控制台')
    expect(page.backend.sent.filter(({ channel }) => channel === 'profiles.connect').at(-1)?.input).toMatchObject({
      app: { mode: 'X', answers: { call: { operation: 'connect', calleeNumber: '+8613800000001' }, sms: 'discard' } },
    })
  })

  it('asks in AX mode about texts only', async () => {
    await openForm()
    choose('模式', 'AX')
    const answers = within(await screen.findByRole('group', { name: /平台提问的应答/ }))
    expect(answers.getByText('收到短信时')).toBeDefined()
    expect(answers.queryByText('呼叫到达时')).toBeNull()
  })

  it('keeps what was typed over a look at the offers in another language', async () => {
    await openForm()
    type('名称', '华东客服')
    await page.store.getState().updateSettings({ language: 'en' })
    await screen.findByRole('heading', { level: 1, name: 'Connect your account' })
    expect(field('Name')).toHaveProperty('value', '华东客服')
  })

  it('explains that a stand-in runtime holds no real account, and sends nothing', async () => {
    page = renderPage({ profile: 'none', runtime: 'stand-in' })
    fireEvent.click(await screen.findByRole('button', { name: '接入账号' }))
    await screen.findByText('当前运行时不能接入真实账号')
    expect(screen.getByRole('button', { name: '接入' })).toHaveProperty('disabled', true)
  })

  it('asks for the same passphrase twice where the system keeps no secrets', async () => {
    await openForm()
    fireEvent.click(screen.getByRole('radio', { name: /用口令加密/ }))
    await screen.findByLabelText('再次输入口令')
    type('口令', 'correct horse')
    type('再次输入口令', 'correct house')
    fireEvent.click(screen.getByRole('button', { name: '接入' }))
    await screen.findByText('两次输入的口令不一致')
  })
})
