/** Money in integer US cents, rounded half up. */

/** `part` per `whole` of an amount, to the cent, half up. */
export const centsShare = (cents: number, part: number, whole: number): number =>
  Number((2n * BigInt(cents) * BigInt(part) + BigInt(whole)) / (2n * BigInt(whole)));
