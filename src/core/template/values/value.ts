import type { Location } from '../../../errors/location.ts'
import type { Parameter, SpecialNames, Statement } from '../syntax/ast.ts'
import type { Template } from '../syntax/template.ts'

/** Tells template values from plain data that happens to have a `kind`. */
export const brand: unique symbol = Symbol('gild.value')

interface Branded {
  readonly [brand]: true
}

/**
 * A value of the template language, with Python's meaning. None is `null`. An int is an integral number in the safe
 * range, else a bigint; a float is a number with a fraction (or infinite, or NaN), else a `Float`. A list is an array.
 * Lists, dicts, sets and namespaces are mutable, because templates mutate them.
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Value[]
  | Float
  | Tuple
  | Dict
  | SetValue
  | RangeValue
  | GeneratorValue
  | DictView
  | NamespaceValue
  | UndefinedValue
  | FunctionValue
  | MacroValue
  | HostValue

/** A float without a fraction, which a number could not tell from an int. */
export interface Float extends Branded {
  readonly kind: 'float'
  readonly value: number
}

export interface Tuple extends Branded {
  readonly kind: 'tuple'
  readonly items: readonly Value[]
  /** Of a named tuple. */
  readonly names: readonly string[]
}

/** What a key compares by: 1, 1.0 and True are one key. */
export type HashKey = string | number | bigint | null | object

/** Insertion-ordered, for keys of every type. */
export interface Dict extends Branded {
  readonly kind: 'dict'
  readonly entries: Map<HashKey, { readonly key: Value; readonly value: Value }>
}

/** Insertion-ordered. */
export interface SetValue extends Branded {
  readonly kind: 'set'
  readonly members: Map<HashKey, Value>
}

export interface RangeValue extends Branded {
  readonly kind: 'range'
  readonly start: number
  readonly stop: number
  readonly step: number
  readonly length: number
}

/** Lazy, gives its values once. */
export interface GeneratorValue extends Branded {
  readonly kind: 'generator'
  readonly typeName: string
  readonly iterator: IterableIterator<Value>
}

/** `dict.keys()` and its kin: follows later changes of the dict. */
export interface DictView extends Branded {
  readonly kind: 'dict-view'
  readonly of: 'keys' | 'values' | 'items'
  readonly dict: Dict
}

export interface NamespaceValue extends Branded {
  readonly kind: 'namespace'
  readonly attributes: Map<string, Value>
}

/**
 * How undefined behaves. `chainable`, for parsing: its attributes, items and calls are undefined again. `lenient`, as
 * in Jinja: prints and iterates as nothing, else fails. `strict`, for running: as lenient, but printing or iterating
 * over an unknown name fails too.
 */
export type UndefinedMode = 'chainable' | 'lenient' | 'strict'

export interface UndefinedValue extends Branded {
  readonly kind: 'undefined'
  readonly mode: UndefinedMode
  /** The unknown name, attribute or key. */
  readonly name: string | undefined
  /** The sentence that names it. */
  readonly hint: string
  /** What could have been meant. */
  readonly known: (() => Iterable<string>) | undefined
  /** A name that nothing defines, as opposed to a missing attribute or an if without else. */
  readonly unknownName: boolean
}

/** The arguments of one call, and where it stands. */
export interface Call {
  readonly positional: readonly Value[]
  readonly named: ReadonlyMap<string, Value>
  /** The call's place, with the macro chain. */
  at(): Location
}

/** Code that can wait: it yields the promises, and is resumed with what they give. */
export type Steps<T> = Generator<Promise<Value>, T, Value>

/** A function of the host: `ref`, `var`, a method of an object. */
export interface FunctionValue extends Branded {
  readonly kind: 'function'
  readonly name: string
  /** How `repr` shows it. */
  readonly display: string
  call(call: Call): Value | Promise<Value> | Steps<Value>
}

/** Variables, innermost first. */
export interface Scope {
  variables: Map<string, Value> | undefined
  readonly parent: Scope | undefined
}

/** A macro, or the body of a `{% call %}`, which its macro sees as `caller`. */
export interface MacroValue extends Branded {
  readonly kind: 'macro'
  readonly name: string
  readonly parameters: readonly Parameter[]
  readonly body: readonly Statement[]
  readonly uses: SpecialNames
  readonly template: Template
  /** What the body sees beside its arguments and the context. */
  readonly scope: Scope | undefined
  /** Ends at `return()`; the body of a `{% call %}` does not: there it ends the macro that is called, as in dbt. */
  readonly returns: boolean
}

/** What an object of the host can do; what is left out, it cannot. */
export interface HostObject {
  /** As messages call its type: `Relation`. */
  readonly typeName: string
  /** How it prints; default: as `repr`. */
  str?(): string
  repr?(): string
  /** undefined: there is none of that name. `item` is asked next, and the other way round for `x['name']`. */
  attribute?(name: string): Value | undefined
  item?(key: Value): Value | undefined
  /** The names that `attribute` knows, for hints. */
  names?(): Iterable<string>
  iterate?(): Iterable<Value>
  length?(): number
  /** Default: whether it has a length other than 0, true without one. */
  truth?(): boolean
  contains?(value: Value): boolean
  /** Default: identity. */
  equals?(other: Value): boolean
  /** Equal objects have equal ones. Default: identity. */
  hash?(): string
  call?(call: Call): Value | Promise<Value> | Steps<Value>
  /** What `tojson` writes. */
  json?(): Value
  /** Whether `is mapping` holds. */
  readonly mapping?: boolean
}

export interface HostValue extends Branded {
  readonly kind: 'host'
  readonly object: HostObject
}

export type ObjectValue = Exclude<Value, null | boolean | number | bigint | string | Value[]>

/** The value as one of that kind, undefined when it is another. */
export function ofKind<K extends ObjectValue['kind']>(
  value: Value,
  kind: K,
): Extract<ObjectValue, { readonly kind: K }> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value.kind !== kind)
    return undefined
  return value as Extract<ObjectValue, { readonly kind: K }>
}

export function isValueObject(x: object): x is ObjectValue {
  return brand in x
}
