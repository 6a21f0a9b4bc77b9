const second = 1_000_000
const day = 86_400 * second
const twoDigits = Array.from({ length: 60 }, (_, i) => String(i).padStart(2, '0'))
const dates = new Map<number, string>()

/** `2025-01-01T00:00:00.000000Z` of microseconds since the epoch. Several times faster than `Date`, which has no microseconds. */
export function isoMicros(micros: number): string {
  const date = Math.floor(micros / day)
  const inDay = micros - date * day
  const seconds = Math.floor(inDay / second)
  const fraction = inDay - seconds * second
  const hours = twoDigits[Math.floor(seconds / 3600)]
  const minutes = twoDigits[Math.floor(seconds / 60) % 60]
  // One digit in front keeps the zeros of the fraction, and is cut off again.
  return `${dateText(date)}${hours}:${minutes}:${twoDigits[seconds % 60]}.${String(second + fraction).slice(1)}Z`
}

function dateText(date: number): string {
  const known = dates.get(date)
  if (known !== undefined) return known
  const text = new Date(date * 86_400_000).toISOString().slice(0, 11)
  dates.set(date, text)
  return text
}
