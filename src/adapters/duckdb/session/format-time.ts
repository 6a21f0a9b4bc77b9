import { civilDate } from '../../../delta/values/civil-date.ts'

const nanosPerDay = 86_400_000_000_000n

/** Days since the epoch as `2025-01-31`. */
export function formatDate(days: number): string {
  // The driver's infinities lie outside the years that a calendar of ours covers.
  if (days === 2_147_483_647) return 'infinity'
  if (days === -2_147_483_647) return '-infinity'
  const { year, month, day } = civilDate(days)
  const shown = year > 0 ? year : 1 - year
  return `${String(shown).padStart(4, '0')}-${two(month)}-${two(day)}${year > 0 ? '' : ' (BC)'}`
}

/** Nanoseconds since the epoch as `2025-01-31T12:34:56.789`. The fraction has 0, 3, 6 or 9 digits. */
export function formatTimestamp(nanos: bigint): string {
  const days = floorDivide(nanos, nanosPerDay)
  return `${formatDate(Number(days))}T${formatTime(nanos - days * nanosPerDay)}`
}

/** Nanoseconds since midnight as `12:34:56.789`. */
export function formatTime(nanos: bigint): string {
  const seconds = Number(nanos / 1_000_000_000n)
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  const fraction = (nanos % 1_000_000_000n)
    .toString()
    .padStart(9, '0')
    .replace(/(000)+$/, '')
  return fraction === '' ? clock : `${clock}.${fraction}`
}

/** `1 month 2 days 03:04:05`, `00:00:00` when empty. */
export function formatInterval(interval: {
  readonly months: number
  readonly days: number
  readonly micros: bigint
}): string {
  const { months, days, micros } = interval
  const parts = [
    counted(Math.trunc(months / 12), 'year'),
    counted(months % 12, 'month'),
    counted(days, 'day'),
    micros === 0n ? '' : `${micros < 0n ? '-' : ''}${formatTime((micros < 0n ? -micros : micros) * 1000n)}`,
  ].filter(part => part !== '')
  return parts.length === 0 ? '00:00:00' : parts.join(' ')
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b
  return a % b < 0n ? quotient - 1n : quotient
}

function counted(count: number, unit: string): string {
  return count === 0 ? '' : `${count} ${unit}${Math.abs(count) === 1 ? '' : 's'}`
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}
