import { expect, it, onTestFinished } from 'vitest'
import type { Database } from '../../../../electron/profile/database.ts'
import { reverify } from '../../../../electron/profile/reverify.ts'
import { createNonceMemory } from '../../../../electron/sources/receiver/nonces.ts'
import { questions } from '../../../../electron/projections/questions.ts'
import { writerOperations } from '../../../../electron/profile/writer-operations.ts'
import { eventBody, monday } from '../../../builders/pushes.ts'
import { secret } from '../../../builders/platform-app.ts'
import { openTestStore, type TestStore } from '../../../builders/test-store.ts'

/** The threads of a profile without the threads. */
function databaseOf({ writer, ingest }: TestStore): Database {
  const [asked, written] = [questions(writer), writerOperations(writer, ingest)] as unknown as Record<string, (input: unknown) => unknown>[]
  const ask = async (name: string, input: unknown) => asked?.[name]?.(input)
  return { askLong: ask, write: async (name: string, input: unknown) => written?.[name]?.(input) } as unknown as Database
}

it('takes in a question that was refused without saying it had been answered', async () => {
  const store = openTestStore({ app: { mode: 'X' } })
  onTestFinished(() => store.close())
  const text = JSON.stringify(eventBody('callin', 's-1', monday, { notifyMode: 'Block' }))
  expect(store.take(text, { receivedAt: monday, secret: 'right' }).verdict).toBe('refused')
  expect(await reverify(databaseOf(store), store.app, [secret, 'right'], createNonceMemory())).toEqual({ accepted: 1, stillRefused: 0 })
  const all = (sql: string) => store.writer.prepare(sql).all()
  expect(all('SELECT verdict, answer FROM v_deliveries')).toEqual([{ verdict: 'accepted', answer: null }])
  expect(all('SELECT sessionId, decision FROM v_calls')).toEqual([{ sessionId: 's-1', decision: null }])
})
