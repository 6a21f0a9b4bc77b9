import { arithmetic } from '../operations/arithmetic.ts'
import { type Builtin, builtin } from '../operations/builtin.ts'
import { contains } from '../operations/membership.ts'
import { isLower, isUpper } from '../strings/case.ts'
import { equals } from '../values/equality.ts'
import { hashKey } from '../values/hash.ts'
import { isIterable } from '../values/iterate.ts'
import { isFloat, isInt, isNumber } from '../values/numbers.ts'
import { compareValues } from '../values/ordering.ts'
import { str } from '../values/repr.ts'
import { type ObjectValue, ofKind, type Value } from '../values/value.ts'

function is(test: (value: Value) => boolean): Builtin<Value> {
  return builtin([], test)
}

function comparing(test: (value: Value, other: Value) => boolean): Builtin<Value> {
  return builtin(['other'], (value: Value, [other]) => test(value, other))
}

const eq = comparing(equals)
const ne = comparing((value, other) => !equals(value, other))
const lt = comparing((value, other) => compareValues(value, other, '<') < 0)
const le = comparing((value, other) => compareValues(value, other, '<=') <= 0)
const gt = comparing((value, other) => compareValues(value, other, '>') > 0)
const ge = comparing((value, other) => compareValues(value, other, '>=') >= 0)

/** Every test by name. */
export const tests: ReadonlyMap<string, Builtin<Value>> = new Map(
  Object.entries({
    defined: is(value => ofKind(value, 'undefined') === undefined),
    undefined: is(value => ofKind(value, 'undefined') !== undefined),
    none: is(value => value === null),
    boolean: is(value => typeof value === 'boolean'),
    true: is(value => value === true),
    false: is(value => value === false),
    integer: is(isInt),
    float: is(isFloat),
    number: is(value => isNumber(value) || typeof value === 'boolean'),
    string: is(value => typeof value === 'string'),
    mapping: is(
      value => ofKind(value, 'dict') !== undefined || ofKind(value, 'host')?.object.mapping === true,
    ),
    sequence: is(isSequence),
    iterable: is(isIterable),
    callable: is(isCallable),
    odd: is(value => equals(arithmetic('%', value, 2), 1)),
    even: is(value => equals(arithmetic('%', value, 2), 0)),
    divisibleby: builtin(['num'], (value: Value, [number]) => equals(arithmetic('%', value, number), 0)),
    lower: is(value => isLower(str(value))),
    upper: is(value => isUpper(str(value))),
    escaped: is(() => false),
    sameas: comparing((value, other) => value === other),
    in: builtin(['seq'], (value: Value, [container]) => contains(container, value)),
    filter: builtin([], (value: Value, _, interpreter) => interpreter.isFilter(hashable(value))),
    test: builtin([], (value: Value, _, interpreter) => interpreter.isTest(hashable(value))),
    eq,
    equalto: eq,
    '==': eq,
    ne,
    '!=': ne,
    lt,
    lessthan: lt,
    '<': lt,
    le,
    '<=': le,
    gt,
    greaterthan: gt,
    '>': gt,
    ge,
    '>=': ge,
  }),
)

// What cannot be a key cannot be looked up either.
function hashable(value: Value): Value {
  hashKey(value)
  return value
}

const sequenceKinds: ReadonlySet<ObjectValue['kind']> = new Set(['tuple', 'dict', 'range', 'undefined'])

function isSequence(value: Value): boolean {
  if (typeof value === 'string' || Array.isArray(value)) return true
  if (typeof value !== 'object' || value === null) return false
  if (value.kind !== 'host') return sequenceKinds.has(value.kind)
  return value.object.length !== undefined && value.object.item !== undefined
}

// Python's Undefined has a `__call__`, which fails only when it is called.
function isCallable(value: Value): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  if (value.kind === 'host') return value.object.call !== undefined
  return value.kind === 'function' || value.kind === 'macro' || value.kind === 'undefined'
}
