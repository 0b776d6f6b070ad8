import { defaultSettings } from '../../../shared/settings.ts'
import { cardNames, mostCards, type CardName } from '../../store/card-names.ts'

/** The cards of the settings that exist, as many as fit; names of an older or newer version are passed over. */
export function chosenCards(kept: readonly string[] | undefined): CardName[] {
  return [...new Set(kept ?? defaultSettings.liveCards)].flatMap((name) => cardNames.filter((known) => known === name)).slice(0, mostCards)
}

export function withCard(chosen: readonly CardName[], name: CardName, shown: boolean): CardName[] {
  const others = chosen.filter((one) => one !== name)
  return shown ? [...others, name] : others
}

/** Moves a card one place; at the end it stays. */
export function movedCard(chosen: readonly CardName[], name: CardName, by: 1 | -1): CardName[] {
  const from = chosen.indexOf(name)
  const to = from + by
  if (from < 0 || to < 0 || to >= chosen.length) return [...chosen]
  const moved = chosen.filter((one) => one !== name)
  moved.splice(to, 0, name)
  return moved
}
