import { GildError } from '../../errors/gild-error.ts'

/** One selector without commas: a method with a value, and which neighbours come along. */
export interface Criterion {
  /** As typed. */
  readonly text: string
  readonly method: string
  /** What follows the method's name: `['materialized']` of `config.materialized:`. */
  readonly arguments: readonly string[]
  readonly value: string
  /** Steps up, `Infinity` for all, 0 for none. */
  readonly parents: number
  readonly children: number
  /** `@`: also the children, and all parents of those. */
  readonly childrensParents: boolean
}

const FORM =
  /^(?<at>@?)(?:(?<up>\d*)(?<plusBefore>\+))?(?:(?<method>[\w.]+):)?(?<value>.*?)(?:(?<plusAfter>\+)(?<down>\d*))?$/s

/** One word of a selection: an intersection, `a,b`. Throws `selector-invalid`. */
export function parseSelector(word: string): readonly Criterion[] {
  return word.split(',').map(part => parseCriterion(part, word))
}

function parseCriterion(text: string, whole: string): Criterion {
  const parts = FORM.exec(text)?.groups ?? {}
  const value = parts.value ?? ''
  if (value === '') {
    throw invalid(whole, text === '' ? 'a part beside a comma is empty' : `"${text}" names nothing`)
  }
  const childrensParents = parts.at === '@'
  if (childrensParents && parts.plusAfter !== undefined) {
    throw invalid(whole, '"@" and a "+" at the end cannot be combined', '"@" includes the children already.')
  }
  const [method = '', ...rest] = (parts.method ?? impliedMethod(value)).split('.')
  return {
    text,
    method,
    arguments: rest,
    value,
    parents: depth(parts.plusBefore, parts.up),
    children: depth(parts.plusAfter, parts.down),
    childrensParents,
  }
}

function depth(plus: string | undefined, digits: string | undefined): number {
  if (plus === undefined) return 0
  return digits === undefined || digits === '' ? Number.POSITIVE_INFINITY : Number(digits)
}

function impliedMethod(value: string): string {
  if (/[\\/]/.test(value)) return 'path'
  return /\.(sql|py|csv)$/i.test(value) ? 'file' : 'fqn'
}

function invalid(
  selector: string,
  reason: string,
  hint = 'Examples: my_model, +my_model, tag:daily, path:models/gold, a,b.',
): GildError {
  return new GildError('selector-invalid', { selector, reason, hint })
}
