import { GildError } from '../../errors/gild-error.ts'

/** Readers of option values, for commander. Each throws `invalid-option-value`. */
export function positiveInteger(option: string): (value: string) => number {
  return value => {
    const n = Number(value)
    if (!Number.isSafeInteger(n) || n < 1) throw invalid(option, value, 'a whole number of at least 1')
    return n
  }
}

export function portNumber(option: string): (value: string) => number {
  return value => {
    const n = Number(value)
    if (!/^\d+$/.test(value) || n > 65_535) throw invalid(option, value, 'a whole number from 0 to 65535')
    return n
  }
}

/** The command knows what else it must be. */
export function anyNumber(option: string): (value: string) => number {
  return value => {
    const n = Number(value)
    if (value.trim() === '' || !Number.isFinite(n)) throw invalid(option, value, 'a number')
    return n
  }
}

/** -1 means all, as in dbt. */
export function rowLimit(option: string): (value: string) => number {
  return value => {
    const n = Number(value)
    if (!Number.isSafeInteger(n) || (n < 1 && n !== -1))
      throw invalid(option, value, 'a whole number of at least 1, or -1 for all')
    return n
  }
}

export function oneOf(option: string, choices: readonly string[]): (value: string) => string {
  return value => {
    if (choices.includes(value)) return value
    throw invalid(option, value, `one of ${choices.join(', ')}`)
  }
}

export function severalOf(option: string, choices: readonly string[]) {
  const read = oneOf(option, choices)
  return (value: string, before: readonly string[] = []): readonly string[] => [...before, read(value)]
}

/** Names in words: `a b` and `a`, `b` select the same. */
export function wordsOf(values: readonly string[] = []): string[] {
  return values.flatMap(value => value.split(/\s+/)).filter(word => word !== '')
}

function invalid(option: string, value: string, expected: string): GildError {
  return new GildError('invalid-option-value', { option, value, expected })
}
