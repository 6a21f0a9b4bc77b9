import type { Arguments } from '../syntax/ast.ts'
import { entriesOf } from '../values/dict.ts'
import { raise } from '../values/fault.ts'
import { iterate } from '../values/iterate.ts'
import { str } from '../values/repr.ts'
import { typeName } from '../values/type-name.ts'
import { ofKind, type Scope, type Steps, type Value } from '../values/value.ts'
import { leaf } from './leaf.ts'
import type { Run } from './run.ts'

export interface EvaluatedArguments {
  readonly positional: readonly Value[]
  readonly named: ReadonlyMap<string, Value>
}

const noNames: ReadonlyMap<string, Value> = new Map()

export function* evaluateArguments(run: Run, args: Arguments, scope: Scope): Steps<EvaluatedArguments> {
  const positional: Value[] = []
  for (const argument of args.positional)
    positional.push(leaf(run, argument, scope) ?? (yield* run.rules.evaluate(run, argument, scope)))
  if (args.spread !== undefined)
    positional.push(...iterate(yield* run.rules.evaluate(run, args.spread, scope)))
  if (args.named.length === 0 && args.spreadNamed === undefined) return { positional, named: noNames }
  const named = new Map<string, Value>()
  for (const { name, value } of args.named)
    named.set(name, leaf(run, value, scope) ?? (yield* run.rules.evaluate(run, value, scope)))
  if (args.spreadNamed !== undefined) addNamed(named, yield* run.rules.evaluate(run, args.spreadNamed, scope))
  return { positional, named }
}

function addNamed(named: Map<string, Value>, values: Value): void {
  const dict = ofKind(values, 'dict')
  for (const [key, value] of entriesOf(dict ?? failMapping(values))) {
    if (typeof key !== 'string') raise('TypeError', 'keywords must be strings')
    const name = str(key)
    if (named.has(name)) raise('TypeError', `got multiple values for keyword argument '${name}'`)
    named.set(name, value)
  }
}

function failMapping(values: Value): never {
  return raise('TypeError', `argument after ** must be a mapping, not ${typeName(values)}`)
}
