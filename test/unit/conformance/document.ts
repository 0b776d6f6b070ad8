import { modes } from '../../../shared/domain/platform-app.ts'
import type { Case } from './case.ts'
import { pushCases } from './push-cases.ts'
import { conformance } from './tables.ts'

/** Writes docs/conformance.md from the tables that the tests beside it walk. */

const head = `# Conformance

What Maskline's client asks of the platform's API and what every push of the platform becomes, mode by mode. This page is made from the tables in
\`test/unit/conformance\`, and each row of it is walked in every test run: operations by the real client over HTTP against the simulator,
pushes from the simulator through the real receiver into the documented views. The simulator follows the platform's published documents; how it
reads what they leave open is in [simulator.md](simulator.md). After a change of a table: \`npm run conformance\`.

**Result** of an operation: \`accepted\`; Maskline's word for a refusal with the platform's code; \`not sent\` where the mode has no such operation
and nothing leaves; \`refused\` with the code where the request was made by hand, because the client never sends such a one.
`

const cell = (text: string) => text.replaceAll('|', '\\|')

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')
}

function operations(cases: readonly Case[]): string {
  return table(
    ['Operation', 'Field', 'Tried', 'Result'],
    cases.map(({ operation, field, tried, outcome }) => [operation, field, tried, outcome]),
  )
}

function pushes(mode: (typeof modes)[number]): string {
  const rows = pushCases
    .filter((one) => one.mode === mode)
    .map(({ push, tried, row }) => [
      push,
      tried,
      Object.entries(row)
        .map(([name, value]) => `${name} ${told(value)}`)
        .join(', '),
    ])
  return table(['Push', 'Case', 'Found in the views'], rows)
}

/** References to the world of the tests name what they stand for; numbers are personal data even where they are made up. */
function told(value: unknown): string {
  const text = String(value)
  if (text.startsWith('$')) return `its ${text.split('.')[1] ?? 'number'}`
  return text.startsWith('+86') ? 'as told' : `\`${text}\``
}

export function conformanceDocument(): string {
  const sections = modes.map((mode) =>
    [`## ${mode}`, `### Operations`, operations(conformance[mode]), `### Pushes`, pushes(mode)].join('\n\n'),
  )
  const counts = modes.reduce((sum, mode) => sum + conformance[mode].length, 0)
  return `${head}\n${counts} operations, ${pushCases.length} pushes.\n\n${sections.join('\n\n')}\n`
}
