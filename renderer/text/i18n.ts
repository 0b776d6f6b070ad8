import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en/index.ts'
import type { Messages } from './messages.ts'
import { zhCN } from './zh-CN/index.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'page'
    resources: { page: Messages }
    returnNull: false
  }
}

export type Language = 'zh-CN' | 'en'

export function createI18n(language: Language): i18n {
  const instance = createInstance()
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh-CN',
    defaultNS: 'page',
    resources: { 'zh-CN': { page: zhCN }, en: { page: en } },
    // Texts are compiled in and React escapes what it renders.
    initAsync: false,
    interpolation: { escapeValue: false },
  })
  return instance
}

/** The page speaks Chinese unless the system clearly speaks something else. */
export function languageOf(setting: 'system' | Language, osLocale: string): Language {
  if (setting !== 'system') return setting
  return osLocale === '' || osLocale.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}
