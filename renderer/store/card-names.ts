/** The cards there are, in their first order. The settings keep these names, so they never change. */
export const cardNames = ['live', 'today', 'asr', 'acd', 'pdd', 'failures', 'sms'] as const
export type CardName = (typeof cardNames)[number]

/** More would not fit beside each other in the smallest window. */
export const mostCards = 6
