/** Coprime to ten, and small enough that a product with eight digits is an exact number. */
const multiplier = 61_803_399

/**
 * A number of `digits` digits that no other index gets, in no visible order. Indexes that do not fit get more digits,
 * and still differ.
 */
export function scatteredId(index: number, digits: number, seed: number): string {
  const size = 10 ** digits
  const rest = index % size
  const shift = ((Math.imul(seed, 0x9e3779b1) >>> 0) * 7) % size
  const scattered = (((rest * multiplier) % size) + shift) % size
  const lap = Math.floor(index / size)
  return `${lap === 0 ? '' : lap}${String(scattered).padStart(digits, '0')}`
}
