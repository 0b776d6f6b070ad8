import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import { createFormats, type Formats } from './format.ts'
import type { Language } from './i18n.ts'

const formats: Record<Language, Formats> = { 'zh-CN': createFormats('zh-CN'), en: createFormats('en') }

export type Translate = TFunction<'page'>

export interface Texts {
  t: Translate
  f: Formats
  language: Language
}

/** Words, formats and language of the page, together because a view needs them together. */
export function useText(): Texts {
  const { t, i18n } = useTranslation('page')
  const language: Language = i18n.language === 'en' ? 'en' : 'zh-CN'
  return { t, f: formats[language], language }
}
