/** Prints the figures as a table and, last, as one JSON line for programs. */
export function report(bench: string, seed: number, figures: Record<string, number>): void {
  const width = Math.max(...Object.keys(figures).map((name) => name.length))
  for (const [name, value] of Object.entries(figures)) {
    process.stdout.write(`${name.padEnd(width)}  ${round(value).toLocaleString('en-US', { maximumFractionDigits: 4 })}\n`)
  }
  const rounded = Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, round(value)]))
  process.stdout.write(`${JSON.stringify({ bench, seed, ...rounded })}\n`)
}

function round(value: number): number {
  return Math.abs(value) >= 1_000 ? Math.round(value) : Number(value.toPrecision(4))
}
