/** `1,234`; an empty text for what is not known. */
export function count(n: number | null | undefined): string {
  return n === null || n === undefined ? '' : String(n).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `12 bytes`, `3.4 MB`. */
export function bytes(n: number | null | undefined): string {
  if (n === null || n === undefined) return ''
  if (n < 1000) return `${n} bytes`
  const units = ['kB', 'MB', 'GB', 'TB', 'PB']
  let value = n / 1000
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`
}

/** `2025-01-31 08:30:00 UTC` of an ISO time. */
export function time(iso: string): string {
  const found = iso.match(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)/)
  return found === null ? iso : `${found[1]} ${found[2]} UTC`
}

/** `0.04 s`, `12 s`, `3 min 5 s`. */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(2)} s`
  if (seconds < 99.5) return `${Math.round(seconds)} s`
  const whole = Math.round(seconds)
  const rest = whole % 60
  return rest === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${rest} s`
}

export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`
}

/** A value of a configuration as text: JSON, but text without quotes. */
export function valueText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value, null, 1)?.replace(/\n\s*/g, ' ') ?? '')
}
