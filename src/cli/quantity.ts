/** `0.31s`, `12.4s`, `1m 02s`, `1h 05m`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, ms) / 1000
  if (seconds < 9.995) return `${seconds.toFixed(2)}s`
  if (seconds < 59.95) return `${seconds.toFixed(1)}s`
  const whole = Math.round(seconds)
  if (whole < 3600) return `${Math.floor(whole / 60)}m ${twoDigits(whole % 60)}s`
  return `${Math.floor(whole / 3600)}h ${twoDigits(Math.floor((whole % 3600) / 60))}m`
}

/** `1,204`. */
export function count(n: bigint | number): string {
  return n.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}

/** `1 row`, `1,204 rows`. */
export function plural(n: bigint | number, noun: string): string {
  return `${count(n)} ${noun}${n.toString() === '1' ? '' : 's'}`
}

function twoDigits(n: number): string {
  return n.toString().padStart(2, '0')
}
