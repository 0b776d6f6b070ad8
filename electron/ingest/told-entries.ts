/**
 * What an answer tells of single bindings: the entries of its lists that carry an id, one a line; null where none does. The answer is
 * read once, and only when somebody asks.
 */
export function toldEntries(body: string): (bindingId: string) => string | null {
  let entries: Map<string, unknown[]> | null = null
  return (bindingId) => {
    entries ??= entriesByText(body)
    return (
      entries
        .get(bindingId)
        ?.map((entry) => JSON.stringify(entry))
        .join('\n') ?? null
    )
  }
}

/** The entries by each text they hold: which of their fields is the id, only the platform's door knows. */
function entriesByText(body: string): Map<string, unknown[]> {
  const entries = new Map<string, unknown[]>()
  for (const entry of listed(parsed(body))) {
    const texts = new Set(Object.values(entry).filter((value) => typeof value === 'string'))
    for (const text of texts) {
      const own = entries.get(text)
      if (own === undefined) entries.set(text, [entry])
      else own.push(entry)
    }
  }
  return entries
}

function listed(answer: unknown): object[] {
  const lists = typeof answer === 'object' && answer !== null ? Object.values(answer).filter(Array.isArray) : []
  return lists.flat().filter((entry: unknown): entry is object => typeof entry === 'object' && entry !== null)
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}
