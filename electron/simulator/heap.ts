export interface Heap<T> {
  readonly size: number
  add(key: number, item: T): void
  /** The item with the least key; of equal keys the one added first. */
  peek(): { key: number; item: T } | undefined
  take(): T | undefined
}

/** A binary heap: simulated days hold hundreds of thousands of things to do, too many to keep a sorted list. */
export function makeHeap<T>(): Heap<T> {
  const entries: { key: number; order: number; item: T }[] = []
  let added = 0

  const before = (left: number, right: number): boolean => {
    const a = entries[left]
    const b = entries[right]
    if (a === undefined || b === undefined) return a !== undefined
    return a.key < b.key || (a.key === b.key && a.order < b.order)
  }
  const swap = (left: number, right: number): void => {
    const a = entries[left]
    const b = entries[right]
    if (a === undefined || b === undefined) return
    entries[left] = b
    entries[right] = a
  }

  return {
    get size() {
      return entries.length
    },
    add(key, item) {
      entries.push({ key, order: added, item })
      added += 1
      for (let at = entries.length - 1; at > 0;) {
        const parent = (at - 1) >> 1
        if (!before(at, parent)) return
        swap(at, parent)
        at = parent
      }
    },
    peek: () => entries[0],
    take() {
      const first = entries[0]
      const last = entries.pop()
      if (first === undefined || last === undefined) return undefined
      if (entries.length === 0) return first.item
      entries[0] = last
      for (let at = 0; ;) {
        const left = 2 * at + 1
        const child = before(left + 1, left) ? left + 1 : left
        if (!before(child, at)) return first.item
        swap(child, at)
        at = child
      }
    },
  }
}
