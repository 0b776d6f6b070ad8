/** An argument that cannot be used; the message names it and says what it must be. */
export class Unusable extends Error {}
