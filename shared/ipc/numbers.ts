import { z } from 'zod'
import { NumberStatus } from '../domain/number-status.ts'
import { numberRowFaults } from '../domain/number-table.ts'
import { Mode } from '../domain/platform-app.ts'

/** Shapes of the console's number table as a source of X numbers. Samples of cells are masked. */

export const mostTableBytes = 32 * 1024 * 1024

/** A file a person chose. Number tables are small: 100,000 rows are about 5 MiB. */
export const TableFile = z.object({
  name: z.string().min(1).max(255),
  bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.length > 0 && bytes.length <= mostTableBytes),
  /** Only for text files; `auto` looks at the bytes. */
  encoding: z.enum(['auto', 'utf-8', 'gbk']).default('auto'),
  /** Only for workbooks; null = the first sheet. */
  sheet: z.string().max(100).nullable().default(null),
})
export type TableFile = z.infer<typeof TableFile>

const Column = z.number().int().min(0).max(999)

/** Which column holds what. `city` is a city code (`0755`, `755`) or a city's name. */
export const NumberTableMapping = z.object({
  number: Column,
  city: Column.nullable(),
  /** APP_Key or name of the app. Without such a column, and where its cell is blank, numbers belong to `appId`. */
  app: Column.nullable(),
  appId: z.number().int().nullable(),
})
export type NumberTableMapping = z.infer<typeof NumberTableMapping>

export const NumberTablePreview = z.object({
  format: z.enum(['csv', 'xlsx']),
  /** How the text was read; null for workbooks. */
  encoding: z.enum(['utf-8', 'gbk']).nullable(),
  sheets: z.array(z.string()),
  columns: z.array(z.object({ index: Column, header: z.string(), samples: z.array(z.string()) })),
  /** Rows below the header that are not empty. */
  rows: z.number().int(),
  /** As it was mapped last time for a table with these headers, else what the headers suggest; null = no column looks like a number. */
  mapping: NumberTableMapping.nullable(),
  remembered: z.boolean(),
})
export type NumberTablePreview = z.infer<typeof NumberTablePreview>

/**
 * Why a file cannot be read as a number table: `details.reason` of `invalid-input`. `table-too-large` comes with the `limit` that was
 * passed (`megabytes`, `inflated`, `rows`, `columns`, `memory`, `time`), `open-quote` with the `line` of a quotation mark that is never closed;
 * `no-app` means that neither a column nor an app was chosen.
 */
export const tableProblems = [
  'not-a-table',
  'damaged-file',
  'open-quote',
  'empty-table',
  'table-too-large',
  'password-protected',
  'old-workbook',
  'wrong-encoding',
  'no-header',
  'no-such-sheet',
  'no-app',
] as const
export type TableProblem = (typeof tableProblems)[number]

export const NumberTableResult = z.object({
  rows: z.number().int(),
  added: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  /** Rows that were left out, or of which a cell was; the first 500. `row` counts as the file's own line or sheet row, from 1. */
  faults: z.array(z.object({ row: z.number().int(), fault: z.enum(numberRowFaults), cell: z.string() })),
  /** How many rows were left out in all: with added, changed and unchanged they make `rows`. */
  leftOut: z.number().int(),
  /** How many faults there are, listed or not: beside the rows left out those that were taken in without their city. */
  faultCount: z.number().int(),
})
export type NumberTableResult = z.infer<typeof NumberTableResult>

/** What is known of X numbers, per app. */
export const NumberSummary = z.array(
  z.object({
    appId: z.number().int(),
    appName: z.string(),
    mode: Mode,
    numbers: z.number().int(),
    imported: z.number().int(),
    /** Of those of which a report ever came; the rest of `numbers` had none. */
    byStatus: z.record(NumberStatus, z.number().int()),
  }),
)
export type NumberSummary = z.infer<typeof NumberSummary>
