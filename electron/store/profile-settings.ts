import { z } from 'zod'
import { NumberTableMapping } from '../../shared/ipc/numbers.ts'
import { ReceiverSettings } from '../../shared/settings.ts'
import type { Reader, Writer } from './connection.ts'

export function getReceiverSettings(reader: Reader): ReceiverSettings {
  const value = reader.prepare<[string], string>('SELECT value FROM profile_settings WHERE name = ?').pluck().get('receiver')
  return ReceiverSettings.parse(value === undefined ? {} : JSON.parse(value))
}

export function putReceiverSettings(writer: Writer, settings: ReceiverSettings): void {
  writer.prepare('INSERT OR REPLACE INTO profile_settings (name, value) VALUES (?, ?)').run('receiver', JSON.stringify(settings))
}

/** Where the platform has shut us out, and until when (epoch ms): it remembers over a restart of ours. */
const ShutOuts = z.array(z.object({ way: z.string(), until: z.number() }))
export type KeptShutOut = z.infer<typeof ShutOuts>[number]

export function listShutOuts(reader: Reader): KeptShutOut[] {
  const value = reader.prepare<[string], string>('SELECT value FROM profile_settings WHERE name = ?').pluck().get('api-shut-outs')
  return value === undefined ? [] : ShutOuts.parse(JSON.parse(value))
}

export function putShutOuts(writer: Writer, shutOuts: readonly KeptShutOut[]): void {
  writer.prepare('INSERT OR REPLACE INTO profile_settings (name, value) VALUES (?, ?)').run('api-shut-outs', JSON.stringify(shutOuts))
}

/** How number tables were mapped, by their headings, the latest first. */
const TableMappings = z.array(z.object({ headersKey: z.string(), mapping: NumberTableMapping }))
const maxTableMappings = 20

function listTableMappings(reader: Pick<Reader, 'prepare'>): z.infer<typeof TableMappings> {
  const value = reader.prepare<[string], string>('SELECT value FROM profile_settings WHERE name = ?').pluck().get('number-table')
  return value === undefined ? [] : TableMappings.parse(JSON.parse(value))
}

export function getTableMapping(reader: Reader, headersKey: string): NumberTableMapping | null {
  return listTableMappings(reader).find((kept) => kept.headersKey === headersKey)?.mapping ?? null
}

export function putTableMapping(writer: Writer, kept: { headersKey: string; mapping: NumberTableMapping }): void {
  const others = listTableMappings(writer).filter(({ headersKey }) => headersKey !== kept.headersKey)
  const value = JSON.stringify([kept, ...others].slice(0, maxTableMappings))
  writer.prepare('INSERT OR REPLACE INTO profile_settings (name, value) VALUES (?, ?)').run('number-table', value)
}
