import { civilDate } from './civil-date.ts'

const dayMicros = 86_400_000_000n

/** Days since 1970-01-01 of `YYYY-MM-DD`; undefined for anything else, years before 1 and after 9999 included. */
export function parseDate(text: string): number | undefined {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  if (match === null) return undefined
  return daysOf(Number(match[1]), Number(match[2]), Number(match[3]))
}

/**
 * Microseconds since the epoch of an ISO 8601 or SQL timestamp; digits below are cut. Without an offset it is taken
 * for UTC. Undefined for anything else, years before 1 and after 9999 included.
 */
export function parseTimestamp(text: string): bigint | undefined {
  const match = timestampPattern.exec(text)
  if (match === null) return undefined
  const [, date = '', hours, minutes, seconds, fraction = '', offset] = match
  const days = parseDate(date)
  if (days === undefined) return undefined
  const time = (BigInt(Number(hours)) * 60n + BigInt(Number(minutes))) * 60n + BigInt(Number(seconds ?? 0))
  const micros = BigInt(fraction.slice(0, 6).padEnd(6, '0'))
  return BigInt(days) * dayMicros + (time - offsetSeconds(offset)) * 1_000_000n + micros
}

/** `2024-01-01T10:00:00.000`: cut down to milliseconds, also before 1970. */
export function formatMillis(micros: bigint): string {
  const { date, time, fraction } = parts(micros)
  return `${date}T${time}.${fraction.slice(0, 3)}`
}

/** `2024-01-01T10:00:00.000000`, with another separator if given. */
export function formatMicros(micros: bigint, separator: 'T' | ' ' = 'T'): string {
  const { date, time, fraction } = parts(micros)
  return `${date}${separator}${time}.${fraction}`
}

export function formatDate(days: number): string {
  const { year, month, day } = civilDate(days)
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
}

const timestampPattern =
  /^(\d{4}-\d{1,2}-\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?\s?(Z|[+-]\d{1,2}(?::?\d{2}(?::?\d{2})?)?)?$/i

function offsetSeconds(offset: string | undefined): bigint {
  if (offset === undefined || offset === 'Z' || offset === 'z') return 0n
  const digits = offset.slice(1).replaceAll(':', '').padStart(2, '0')
  const seconds =
    Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2, 4) || 0) * 60 + Number(digits.slice(4, 6) || 0)
  return BigInt(offset.startsWith('-') ? -seconds : seconds)
}

function parts(micros: bigint): { readonly date: string; readonly time: string; readonly fraction: string } {
  const rest = ((micros % dayMicros) + dayMicros) % dayMicros
  const seconds = Number(rest / 1_000_000n)
  return {
    date: formatDate(Number((micros - rest) / dayMicros)),
    time: `${pad(Math.floor(seconds / 3600), 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}`,
    fraction: pad(Number(rest % 1_000_000n), 6),
  }
}

// The proleptic Gregorian calendar, counted in eras of 400 years that begin on a first of March.
function daysOf(year: number, month: number, day: number): number | undefined {
  if (year < 1 || month < 1 || month > 12 || day < 1) return undefined
  const shifted = month > 2 ? year : year - 1
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  const days = era * 146_097 + dayOfEra - 719_468
  return civilDate(days).day === day ? days : undefined
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}
