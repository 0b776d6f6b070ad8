import { translate } from '../../electron/platform/translate.ts'
import type { Translation } from '../../shared/domain/fact.ts'
import { anApp } from './platform-app.ts'

/** What a body comes to for the test's app, as the receiver asks; nobody waits for an answer. */
export function toldByText(text: string): Translation {
  return translate(text, JSON.parse(text), { appKey: anApp().appKey, answers: null })
}

export function toldBy(body: unknown): Translation {
  return toldByText(JSON.stringify(body))
}
