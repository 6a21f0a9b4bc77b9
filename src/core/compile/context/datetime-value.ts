import { bindArguments, hostFunction, hostValue, type Value } from '../../template/index.ts'

/** A moment in UTC as Python's aware `datetime`: what `run_started_at` is. `milliseconds` since the epoch. */
export function datetimeValue(milliseconds: number): Value {
  const date = new Date(milliseconds)
  const parts = partsOf(date)
  const text = (separator: string): string =>
    `${format(parts, `%Y-%m-%d${separator}%H:%M:%S`)}${milliseconds % 1000 === 0 ? '' : `.${parts.f}`}+00:00`
  const methods: Readonly<Record<string, Value>> = {
    strftime: hostFunction('strftime', call => {
      const [pattern] = bindArguments('strftime', ['format'], call)
      return format(parts, String(pattern))
    }),
    isoformat: hostFunction('isoformat', call => {
      const [separator] = bindArguments('isoformat', [['sep', 'T']], call)
      return text(String(separator))
    }),
    timestamp: hostFunction('timestamp', () => milliseconds / 1000),
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    microsecond: date.getUTCMilliseconds() * 1000,
  }
  return hostValue({
    typeName: 'datetime',
    str: () => text(' '),
    attribute: name => methods[name],
    names: () => Object.keys(methods),
    json: () => text('T'),
  })
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const months = [
  ['January', 'February', 'March', 'April', 'May', 'June'],
  ['July', 'August', 'September', 'October', 'November', 'December'],
].flat()

// By the letter of strftime's directive.
function partsOf(date: Date): Readonly<Record<string, string>> {
  const pad = (value: number, width = 2): string => String(value).padStart(width, '0')
  const month = months[date.getUTCMonth()] ?? ''
  const weekday = weekdays[date.getUTCDay()] ?? ''
  const hour = date.getUTCHours()
  const yearStart = Date.UTC(date.getUTCFullYear(), 0, 1)
  const dayOfYear = Math.floor((date.getTime() - yearStart) / 86_400_000) + 1
  return {
    Y: pad(date.getUTCFullYear(), 4),
    y: pad(date.getUTCFullYear() % 100),
    m: pad(date.getUTCMonth() + 1),
    B: month,
    b: month.slice(0, 3),
    d: pad(date.getUTCDate()),
    j: pad(dayOfYear, 3),
    A: weekday,
    a: weekday.slice(0, 3),
    w: String(date.getUTCDay()),
    H: pad(hour),
    I: pad(((hour + 11) % 12) + 1),
    p: hour < 12 ? 'AM' : 'PM',
    M: pad(date.getUTCMinutes()),
    S: pad(date.getUTCSeconds()),
    f: pad(date.getUTCMilliseconds() * 1000, 6),
    z: '+0000',
    Z: 'UTC',
    '%': '%',
  }
}

function format(parts: Readonly<Record<string, string>>, pattern: string): string {
  return pattern.replace(/%(.)/gs, (directive, letter: string) => parts[letter] ?? directive)
}
