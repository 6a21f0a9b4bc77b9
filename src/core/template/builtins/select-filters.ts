import { type Builtin, type Interpreter, variadic } from '../operations/builtin.ts'
import type { CallArguments } from '../operations/signature.ts'
import { raise } from '../values/fault.ts'
import { iterate } from '../values/iterate.ts'
import { generator } from '../values/make.ts'
import { truth } from '../values/truth.ts'
import type { Value } from '../values/value.ts'
import { attributeGetter, type Getter } from './getters.ts'

/** Filters that apply a filter or a test to every value. All are lazy. */
export const selectFilters = {
  map: variadic((value: Value, args, interpreter) => generator(mapped(value, args, interpreter))),
  select: choosing({ wanted: true, byAttribute: false }),
  reject: choosing({ wanted: false, byAttribute: false }),
  selectattr: choosing({ wanted: true, byAttribute: true }),
  rejectattr: choosing({ wanted: false, byAttribute: true }),
}

function* mapped(value: Value, args: CallArguments, interpreter: Interpreter): Iterable<Value> {
  if (!truth(value)) return
  const map = mapping(args, interpreter)
  for (const item of iterate(value)) yield map(item)
}

function mapping({ positional, named }: CallArguments, interpreter: Interpreter): Getter {
  const [filter, ...rest] = positional
  const attribute = named.get('attribute')
  if (filter === undefined && attribute !== undefined) {
    for (const name of named.keys())
      if (name !== 'attribute' && name !== 'default')
        raise('ValueError', `Unexpected keyword argument '${name}'`)
    return attributeGetter(interpreter, attribute, { fallback: named.get('default') ?? null })
  }
  if (filter === undefined) return raise('ValueError', 'map requires a filter argument')
  const apply = interpreter.filter(filter)
  return item => apply(item, { positional: rest, named })
}

interface Choice {
  /** Keep what passes, or what does not. */
  readonly wanted: boolean
  /** The test is of an attribute, the first argument. */
  readonly byAttribute: boolean
}

function choosing(choice: Choice): Builtin<Value> {
  return variadic((value: Value, args, interpreter) =>
    generator(chosen(value, { ...choice, args, interpreter })),
  )
}

function* chosen(
  value: Value,
  { wanted, byAttribute, args, interpreter }: Choice & { args: CallArguments; interpreter: Interpreter },
): Iterable<Value> {
  if (!truth(value)) return
  const [attribute = null, ...others] = byAttribute ? args.positional : [null, ...args.positional]
  if (byAttribute && args.positional.length === 0) raise('ValueError', 'Missing parameter for attribute name')
  const getter = attributeGetter(interpreter, attribute)
  const [test, ...rest] = others
  const passes =
    test === undefined ? truth : testing(interpreter.test(test), { positional: rest, named: args.named })
  for (const item of iterate(value)) if (passes(getter(item)) === wanted) yield item
}

function testing(apply: ReturnType<Interpreter['test']>, args: CallArguments): (value: Value) => boolean {
  return value => truth(apply(value, args))
}
