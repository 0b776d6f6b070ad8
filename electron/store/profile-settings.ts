import { ReceiverSettings } from '../../shared/settings.ts'
import type { Reader, Writer } from './connection.ts'

export function getReceiverSettings(reader: Reader): ReceiverSettings {
  const value = reader.prepare<[string], string>('SELECT value FROM profile_settings WHERE name = ?').pluck().get('receiver')
  return ReceiverSettings.parse(value === undefined ? {} : JSON.parse(value))
}

export function putReceiverSettings(writer: Writer, settings: ReceiverSettings): void {
  writer.prepare('INSERT OR REPLACE INTO profile_settings (name, value) VALUES (?, ?)').run('receiver', JSON.stringify(settings))
}
