import { useLayoutEffect, useState, type ReactNode } from 'react'
import { I18nextProvider } from 'react-i18next'
import { createI18n, type Language } from './i18n.ts'

interface Props {
  language: Language
  children: ReactNode
}

/** The words for everything below. */
export function TextProvider({ language, children }: Props) {
  const [i18n] = useState(() => createI18n(language))
  // A layout effect: the children would show the words of the other language for a frame.
  useLayoutEffect(() => {
    document.documentElement.lang = language
    if (i18n.language !== language) void i18n.changeLanguage(language)
  }, [language, i18n])
  return <I18nextProvider i18n={i18n}>{children}</I18nextProvider>
}
