import { z } from 'zod'

/**
 * Field types of the platform's JSON, read generously: samples and real pushes disagree with the reference pages about
 * integers in quotes, `""` and `null` for absent values, and booleans as text (callbacks.md §4 `voiceCheckType`, api.md §2.1
 * `recordFlag`). A field that cannot be read at all still fails: it must be seen, not guessed.
 */

/** Text; absent, null and blank all become undefined. A number becomes its text, so that a code or number is not lost. */
export const looseText = z
  .union([z.string(), z.number(), z.null(), z.undefined()])
  .transform((value) => (value === null || value === undefined || String(value).trim() === '' ? undefined : String(value)))
  .optional()

/** Text that must be there: identity fields. */
export const requiredText = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine((text) => text.trim() !== '', { message: 'must not be blank' })

const integerText = /^\s*-?\d{1,15}\s*$/

/** Integer, given as a number or as digits in a string; absent, null and blank become undefined. */
export const looseInteger = z
  .union([
    z.int(),
    z
      .string()
      .refine((text) => text.trim() === '' || integerText.test(text), { message: 'must be an integer' })
      .transform((text) => (text.trim() === '' ? undefined : Number(text))),
    z.null().transform(() => undefined),
    z.undefined(),
  ])
  .optional()
