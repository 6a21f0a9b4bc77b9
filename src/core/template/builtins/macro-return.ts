import { bindArguments } from '../operations/signature.ts'
import { brand, type FunctionValue, type Value } from '../values/value.ts'

/** What `return()` throws. A macro catches it and gives the value, whatever its type. */
export interface MacroReturn {
  readonly kind: 'macro-return'
  readonly value: Value
}

export const returnFunction: FunctionValue = {
  [brand]: true,
  kind: 'function',
  name: 'return',
  display: '<function return>',
  call(call) {
    const [value] = bindArguments('return', [['data', null]], call)
    throw { kind: 'macro-return', value } satisfies MacroReturn
  },
}

export function isMacroReturn(thrown: unknown): thrown is MacroReturn {
  return typeof thrown === 'object' && thrown !== null && 'kind' in thrown && thrown.kind === 'macro-return'
}
