import { z } from 'zod'

/**
 * Field types of the platform's JSON, read generously: samples and real pushes disagree with the reference pages about
 * integers in quotes, `""` and `null` for absent values, and booleans as text (callbacks.md §4 `voiceCheckType`, api.md §2.1
 * `recordFlag`). A field that cannot be read at all still fails: it must be seen, not guessed.
 */

// A whole number beyond the safe ones has lost its last digits when it was parsed: another session may have the same.
const exactNumber = z.number().refine((value) => !Number.isInteger(value) || Number.isSafeInteger(value), { message: 'must be exact' })

// A lone half of a surrogate pair would rest in the database as another character than the one remembered.
const loneSurrogate = /\p{Surrogate}/gu

const toText = (value: string | number) => String(value).replace(loneSurrogate, '\ufffd')

/** Text; absent, null and blank all become undefined. A number becomes its text, so that a code or number is not lost. */
export const looseText = z
  .union([z.string(), exactNumber, z.null(), z.undefined()])
  .transform((value) => (value === null || value === undefined || String(value).trim() === '' ? undefined : toText(value)))
  .optional()

const maxIdentityLength = 1_024

/** Text that must be there: identity fields. Documented are at most 256 characters; what is far longer is no identity. */
export const requiredText = z
  .union([z.string(), exactNumber])
  .transform(toText)
  .refine((text) => text.trim() !== '', { message: 'must not be blank' })
  .refine((text) => text.length <= maxIdentityLength, { message: 'is too long' })

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
