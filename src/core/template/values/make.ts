import {
  brand,
  type Call,
  type Dict,
  type DictView,
  type Float,
  type FunctionValue,
  type GeneratorValue,
  type HostObject,
  type HostValue,
  type NamespaceValue,
  type RangeValue,
  type SetValue,
  type Steps,
  type Tuple,
  type Value,
} from './value.ts'

/** A float of any number; without it an integral number is an int. */
export function float(value: number): number | Float {
  return Number.isInteger(value) ? { [brand]: true, kind: 'float', value } : value
}

/** An int in its one form: a number where that is exact. */
export function int(value: bigint): number | bigint {
  const small = Number(value)
  return Number.isSafeInteger(small) ? small : value
}

export function tuple(items: readonly Value[], names: readonly string[] = []): Tuple {
  return { [brand]: true, kind: 'tuple', items, names }
}

export function emptyDict(): Dict {
  return { [brand]: true, kind: 'dict', entries: new Map() }
}

export function emptySet(): SetValue {
  return { [brand]: true, kind: 'set', members: new Map() }
}

/** `step` is not 0. */
export function range(start: number, stop: number, step: number): RangeValue {
  const length = Math.max(0, Math.ceil((stop - start) / step))
  return { [brand]: true, kind: 'range', start, stop, step, length }
}

export function generator(values: Iterable<Value>, typeName = 'generator'): GeneratorValue {
  return { [brand]: true, kind: 'generator', typeName, iterator: once(values) }
}

function* once(values: Iterable<Value>): IterableIterator<Value> {
  yield* values
}

export function dictView(dict: Dict, of: DictView['of']): DictView {
  return { [brand]: true, kind: 'dict-view', dict, of }
}

export function namespace(attributes: Map<string, Value>): NamespaceValue {
  return { [brand]: true, kind: 'namespace', attributes }
}

/** A function of the host. A GildError it throws gains the place of the call, unless it has one. */
export function hostFunction(
  name: string,
  call: (call: Call) => Value | Promise<Value> | Steps<Value>,
): FunctionValue {
  return { [brand]: true, kind: 'function', name, display: `<function ${name}>`, call }
}

export function hostValue(object: HostObject): HostValue {
  return { [brand]: true, kind: 'host', object }
}
