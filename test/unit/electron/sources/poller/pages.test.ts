import { describe, expect, it } from 'vitest'
import { pagesOf } from '../../../../../electron/sources/poller/pages.ts'
import { aBinding } from '../../../../builders/bindings.ts'

const listed = (count: number) => Array.from({ length: count }, (_, index) => aBinding({ bindingId: `id-${index}-` }))
const idsOf = (pages: ReturnType<typeof pagesOf>) => pages.map(({ found }) => found.map(({ bindingId }) => bindingId))

describe('the pages of an answer', () => {
  it('hold each binding where its id is written', () => {
    const bindings = listed(5)
    const bodies = ['["id-0-","id-1-"]', '["id-2-","id-3-"]', '["id-4-"]']
    expect(idsOf(pagesOf(bindings, bodies))).toEqual([['id-0-', 'id-1-'], ['id-2-', 'id-3-'], ['id-4-']])
    expect(pagesOf(bindings, bodies).map(({ body }) => body)).toEqual(bodies)
  })

  it('hold all of them, in whatever order they were told', () => {
    const bodies = ['["id-4-","id-0-"]', '["id-1-"]', '["nothing we know"]']
    expect(idsOf(pagesOf(listed(5), bodies))).toEqual([['id-0-', 'id-4-'], ['id-1-'], ['id-2-', 'id-3-']])
  })

  it('are none where nothing was told', () => {
    expect(pagesOf([], ['{"list":[]}'])).toEqual([])
    expect(pagesOf([], [])).toEqual([])
  })
})
