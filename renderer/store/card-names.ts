/** The cards there are, in their first order. The settings keep these names, so they never change. */
export const cardNames = ['live', 'today', 'asr', 'acd', 'pdd', 'failures'] as const
export type CardName = (typeof cardNames)[number]
