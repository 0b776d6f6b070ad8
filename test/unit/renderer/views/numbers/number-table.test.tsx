// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import type { NumberTableResult } from '../../../../../shared/ipc/numbers.ts'
import { renderPage } from '../../../../support/render-page.tsx'

let page: ReturnType<typeof renderPage>
afterEach(() => page.end())

async function show(options: Parameters<typeof renderPage>[0] = {}) {
  page = renderPage({ live: 5, profile: 'real', ...options })
  await screen.findByRole('grid')
  page.store.getState().goTo('settings')
  const section = within(await screen.findByRole('region', { name: 'X 号码' }))
  await section.findByText('把号码表拖到这里，或点击选择文件')
  return section
}

function choose(name: string, text = '号码\n17000000001\n') {
  const input = document.querySelector('.table-import input[type=file]')
  fireEvent.change(input ?? document.body, { target: { files: [new File([text], name)] } })
}

const sent = (channel: string) => page.backend.sent.filter((one) => one.channel === channel)

describe('number table', () => {
  it('is read in the page and mapped by its headers; a number in its name is masked', async () => {
    const section = await show()
    choose('号码-13800000001.csv')
    await section.findByText('号码-138****0001.csv')
    expect(section.getByText('按 GBK 读出')).toBeDefined()
    const [asked] = sent('numbers.previewTable')
    expect(asked?.input).toMatchObject({ file: { name: '号码-138****0001.csv', encoding: 'auto' } })
    expect(new TextDecoder().decode(page.store.getState().table.file?.bytes)).toBe('号码\n17000000001\n')
    const samples = within(section.getByRole('region', { name: '内容举例（号码已遮盖）' }))
    const columnOf = (name: string) => samples.getByRole('rowheader', { name }).closest('tr')?.textContent
    expect(columnOf('号码')).toBe('号码170****0001  170****0002  167****0113  165****0027号码列')
    expect(columnOf('APP_Key')).toContain('应用列')
    expect(columnOf('第 4 列')).toContain('不导入')
  })

  it('is taken in as mapped; what came of it stands by row', async () => {
    const section = await show()
    choose('table.csv')
    fireEvent.click(await section.findByRole('button', { name: '导入 128 行' }))
    await section.findByText('导入完成，共 128 行')
    expect(sent('numbers.importTable')[0]?.input).toMatchObject({ mapping: { number: 0, city: 1, app: 2, appId: null } })
    expect(section.getByText('新增').nextSibling?.textContent).toBe('96')
    expect(section.getByText('未导入').nextSibling?.textContent).toBe('4')
    expect(section.getByText('不是 X 号码的格式').closest('tr')?.textContent).toContain('17')
    fireEvent.click(section.getByRole('button', { name: '再导入一张' }))
    await section.findByText('把号码表拖到这里，或点击选择文件')
  })

  it('asks which app the numbers belong to before it sends anything', async () => {
    const section = await show()
    choose('table.csv')
    fireEvent.click(await section.findByRole('radio', { name: '全部属于一个应用' }))
    fireEvent.click(section.getByRole('button', { name: '导入 128 行' }))
    await section.findByText('请选择号码属于哪个应用')
    expect(sent('numbers.importTable')).toHaveLength(0)
    fireEvent.mouseDown(section.getByRole('combobox', { name: '应用' }))
    fireEvent.click(await waitFor(() => findOption('售后回访 · AX')))
    fireEvent.click(section.getByRole('button', { name: '导入 128 行' }))
    await section.findByText('导入完成，共 128 行')
    expect(sent('numbers.importTable')[0]?.input).toMatchObject({ mapping: { app: null, appId: 2 } })
  })

  it('takes the only app there is without asking', async () => {
    const section = await show({ modes: ['AXB'] })
    choose('table.csv')
    fireEvent.click(await section.findByRole('radio', { name: '全部属于一个应用' }))
    fireEvent.click(section.getByRole('button', { name: '导入 128 行' }))
    await section.findByText('导入完成，共 128 行')
    expect(sent('numbers.importTable')[0]?.input).toMatchObject({ mapping: { app: null, appId: 1 } })
  })

  it('is read again in another encoding, and says when no column looks like numbers', async () => {
    const section = await show()
    choose('table.csv')
    fireEvent.mouseDown(await section.findByRole('combobox', { name: '编码' }))
    fireEvent.click(await waitFor(() => findOption('UTF-8')))
    await section.findByText('没有一列看起来像号码，请自己选择')
    expect(sent('numbers.previewTable').at(-1)?.input).toMatchObject({ file: { encoding: 'utf-8' } })
    fireEvent.click(section.getByRole('button', { name: '导入 128 行' }))
    await section.findByText('请选择号码列')
  })

  it('explains a file that cannot be read and offers another', async () => {
    const section = await show()
    choose('broken.xlsx')
    await section.findByText('文件已损坏')
    fireEvent.click(section.getByRole('button', { name: '换一个文件' }))
    await section.findByText('把号码表拖到这里，或点击选择文件')
    choose('empty.csv', '')
    await section.findByText('文件是空的')
  })

  it('goes on while one looks elsewhere, and shows that it is under way', async () => {
    const section = await show()
    let finish = (_: NumberTableResult) => {}
    page.backend.answer('numbers.importTable', () => new Promise((resolve) => (finish = resolve)))
    choose('table.csv')
    fireEvent.click(await section.findByRole('button', { name: '导入 128 行' }))
    await section.findByRole('status', { name: '' })
    await section.findByRole('button', { name: /正在导入 128 行/ })
    page.store.getState().goTo('live')
    await screen.findByRole('grid')
    finish({ rows: 128, added: 128, changed: 0, unchanged: 0, leftOut: 0, faultCount: 0, faults: [] })
    page.store.getState().goTo('settings')
    await screen.findByText('导入完成，共 128 行')
  })

  it('tells how many numbers are known of each app, and their state', async () => {
    const section = await show({ modes: ['AXB', 'AX', 'AXE'] })
    const row = within(section.getByRole('rowheader', { name: '订单配送' }).closest('tr') ?? document.body)
    expect(row.getByText('64')).toBeDefined()
    expect(row.getByText('不可用').textContent).toBe('不可用2')
    expect(row.getByText('尚无状态通知 22')).toBeDefined()
    expect(section.getByText('未知状态').textContent).toBe('未知状态1')
  })
})

function findOption(label: string): Element {
  const option = [...document.querySelectorAll('.ant-select-item-option')].find((one) => one.textContent === label)
  if (!option) throw new Error(`no option ${label}`)
  return option
}
