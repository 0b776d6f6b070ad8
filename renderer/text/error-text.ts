import { findResultCode } from '../../shared/codes/result-codes.ts'
import type { AppError } from '../../shared/errors.ts'
import { zhCN } from './zh-CN/index.ts'
import type { Texts } from './use-text.ts'

export interface ErrorText {
  title: string
  todo: string
  /** Both as one line. */
  full: string
}

type Reason = keyof typeof zhCN.errors.reason

/** Words for a failure: by its reason where we know it, by the platform's code, else by its own code. */
export function errorText(error: AppError, texts: Texts): ErrorText {
  const { title, todo } = wordsFor(error, texts)
  return { title, todo, full: todo === '' ? title : `${title}${texts.language === 'en' ? '. ' : '。'}${todo}` }
}

function wordsFor(error: AppError, { t, language }: Texts): Pick<ErrorText, 'title' | 'todo'> {
  const reason = error.details?.['reason']
  if (isReason(reason)) {
    const values = error.details ?? {}
    return { title: t(`errors.reason.${reason}.title`, values), todo: t(`errors.reason.${reason}.todo`, values) }
  }
  if (error.platformCode !== undefined) {
    const found = findResultCode(error.platformCode)
    const text = language === 'en' ? { title: found.en, todo: found.remedyEn } : { title: found.zh, todo: found.remedyZh }
    return found.known ? { ...text, title: `${text.title} (${error.platformCode})` } : text
  }
  return { title: t(`errors.code.${error.code}.title`), todo: t(`errors.code.${error.code}.todo`) }
}

function isReason(reason: unknown): reason is Reason {
  return typeof reason === 'string' && Object.hasOwn(zhCN.errors.reason, reason)
}
