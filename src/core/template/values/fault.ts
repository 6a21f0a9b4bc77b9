import type { UndefinedValue } from './value.ts'

export type FaultKind =
  | 'TypeError'
  | 'ValueError'
  | 'KeyError'
  | 'IndexError'
  | 'ZeroDivisionError'
  | 'OverflowError'
  | 'UndefinedError'
  | 'TemplateRuntimeError'

/**
 * An operation that a template's values do not allow, under the name Python gives it. The evaluator, which knows the
 * place, turns it into a GildError.
 */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly kind: FaultKind
  /** What nothing defines, and what could have been meant. */
  readonly undefinedValue: UndefinedValue | undefined

  constructor(kind: FaultKind, problem: string, undefinedValue?: UndefinedValue) {
    super(problem)
    this.kind = kind
    this.undefinedValue = undefinedValue
  }
}

export function raise(kind: FaultKind, problem: string): never {
  throw new Fault(kind, problem)
}

/** The use of an undefined value for what needs one. */
export function failUndefined(value: UndefinedValue): never {
  throw new Fault('UndefinedError', value.hint, value)
}
