/** A phone number nobody masked: 11 digits of a mobile, or `+86` and a landline. Longer digit runs are ids. */
export const fullNumber = /(?<!\d)(?:\+?86)?1[3-9]\d{9}(?!\d)|\+86[2-9]\d{8,10}(?!\d)/
