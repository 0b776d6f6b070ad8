import { describe, expect, it } from 'vitest'
import { outcomeOf } from '../../../../shared/domain/release.ts'

describe('outcomeOf', () => {
  it.each([
    ['an answer outranks every code', true, 8101, 17, 'answered'],
    ['answered without any code', true, null, null, 'answered'],
    ['the caller gave up', false, 7502, 16, 'abandoned'],
    ['the callee was busy', false, 8102, 17, 'not-answered'],
    ['nothing was bound', false, 8014, 0, 'failed'],
    ['X does not exist', false, 8025, null, 'failed'],
    ['the account is frozen', false, 7108, null, 'failed'],
    ['a limit of the platform', false, 7001, null, 'failed'],
    ['a fault of the platform', false, 522, null, 'failed'],
    ['a code nobody documented', false, 9999, null, 'unknown'],
    ['no code, but the network said busy', false, null, 17, 'not-answered'],
    ['code 0 without an answer, the network said no route', false, 0, 3, 'failed'],
    ['nothing known', false, null, null, 'unknown'],
    ['nothing but zeros', false, 0, 0, 'unknown'],
  ] as const)('%s', (_, answered, code, cause, outcome) => {
    expect(outcomeOf(answered, code, cause)).toBe(outcome)
  })
})
