import { GildError } from '../../../errors/gild-error.ts'
import type { Location } from '../../../errors/location.ts'
import { nearest } from '../../../errors/nearest.ts'
import { isMacroReturn } from '../builtins/macro-return.ts'
import { Fault } from '../values/fault.ts'
import { locationOf, type Run } from './run.ts'

/** The error with its place and macro chain. One that has a place keeps it; a mistake of ours stays what it is. */
export function locate(run: Run, thrown: unknown): unknown {
  if (isMacroReturn(thrown)) return thrown
  if (thrown instanceof Fault) return fromFault(thrown, locationOf(run.frame, run.at))
  if (thrown instanceof GildError && thrown.at === undefined)
    return new GildError(thrown.code, thrown.params, {
      at: locationOf(run.frame, run.at),
      cause: thrown.cause,
    })
  if (thrown instanceof RangeError && thrown.message.includes('call stack')) return recursionError(run)
  return thrown
}

function fromFault(fault: Fault, at: Location): GildError {
  const { kind, message, undefinedValue } = fault
  switch (kind) {
    case 'UndefinedError': {
      const { name, known } = undefinedValue ?? {}
      const closest = name === undefined || known === undefined ? undefined : nearest(name, known())
      return new GildError('template-undefined', { problem: message, closest }, { at })
    }
    case 'TypeError':
    case 'TemplateRuntimeError':
      return new GildError('template-type', { problem: message, kind }, { at })
    case 'OverflowError':
      return new GildError('template-limit', { problem: message }, { at })
    default:
      return new GildError('template-value', { problem: message, kind }, { at })
  }
}

/** So much of an endless chain is shown. */
const shownCalls = 5

export function recursionError(run: Run): GildError {
  const params = { macro: run.frame.macro ?? run.frame.template.file, depth: run.frame.depth }
  const at = locationOf(run.frame, run.at)
  return new GildError('template-recursion', params, { at: { ...at, calls: at.calls?.slice(0, shownCalls) } })
}
