import type { UndefinedMode, Value } from '../values/value.ts'
import { type Bound, bindArguments, type CallArguments, type ParameterSpec } from './signature.ts'

/** What filters, tests and methods may ask of the evaluator. */
export interface Interpreter {
  readonly mode: UndefinedMode
  /** Numbers from 0 up to 1; undefined where chance is not allowed. */
  readonly random: (() => number) | undefined
  /** `object.name`: attribute first, then item. */
  attribute(object: Value, name: string): Value
  /** `object.name`, attributes only. */
  ownAttribute(object: Value, name: string): Value
  /** `object[key]`: item first, then attribute. */
  item(object: Value, key: Value): Value
  /** Throw for an unknown name. */
  filter(name: Value): Apply
  test(name: Value): Apply
  isFilter(name: Value): boolean
  isTest(name: Value): boolean
}

/** A filter or test, applied by name. */
export type Apply = (subject: Value, args: CallArguments) => Value

/** A filter, a test or a method: what it is applied to comes first. */
export interface Builtin<S> {
  invoke(subject: S, args: CallArguments, site: CallSite): Value
}

export interface CallSite {
  readonly name: string
  readonly interpreter: Interpreter
}

/** With fixed parameters, bound as Python does. */
export function builtin<S, const P extends readonly ParameterSpec[]>(
  parameters: P,
  implementation: (subject: S, args: Bound<P>, interpreter: Interpreter) => Value,
): Builtin<S> {
  return {
    invoke: (subject, args, { name, interpreter }) =>
      implementation(subject, bindArguments(name, parameters, args), interpreter),
  }
}

/** That takes whatever arguments there are. */
export function variadic<S>(
  implementation: (subject: S, args: CallArguments, interpreter: Interpreter) => Value,
): Builtin<S> {
  return { invoke: (subject, args, { interpreter }) => implementation(subject, args, interpreter) }
}
