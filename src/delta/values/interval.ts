/** Milliseconds of an interval as table properties have it (`interval 7 days`, `1 week 12 hours`); undefined for anything else. */
export function parseInterval(text: string): number | undefined {
  const words = text.trim().toLowerCase().split(/\s+/)
  const parts = words[0] === 'interval' ? words.slice(1) : words
  if (parts.length === 0 || parts.length % 2 !== 0) return undefined
  let total = 0
  for (let i = 0; i < parts.length; i += 2) {
    const unit = milliseconds[(parts[i + 1] ?? '').replace(/s$/, '')]
    const amount = Number(parts[i])
    if (unit === undefined || !Number.isFinite(amount)) return undefined
    total += amount * unit
  }
  return total
}

const milliseconds: Readonly<Record<string, number>> = {
  week: 7 * 24 * 3600 * 1000,
  day: 24 * 3600 * 1000,
  hour: 3600 * 1000,
  minute: 60 * 1000,
  second: 1000,
  millisecond: 1,
  microsecond: 1e-3,
  nanosecond: 1e-6,
}
