let minuteOfPrefix = Number.NaN
let prefix = ''

/** `2025-01-01T00:00:00.000000Z` of microseconds since the epoch. */
export function isoMicros(micros: number): string {
  const minute = Math.floor(micros / 60_000_000)
  if (minute !== minuteOfPrefix) {
    // The date part is the same for many events in a row.
    prefix = new Date(minute * 60_000).toISOString().slice(0, 17)
    minuteOfPrefix = minute
  }
  const rest = String(micros - minute * 60_000_000).padStart(8, '0')
  return `${prefix}${rest.slice(0, 2)}.${rest.slice(2)}Z`
}
