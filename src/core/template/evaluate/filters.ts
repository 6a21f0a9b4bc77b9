import { bug } from '../../../errors/bug.ts'
import { filters } from '../builtins/filters.ts'
import { tests } from '../builtins/tests.ts'
import { attributeOf, itemOf, missing, ownAttribute } from '../operations/access.ts'
import type { Apply, Builtin, Interpreter } from '../operations/builtin.ts'
import type { FilterCall, FilterExpression, TestExpression } from '../syntax/ast.ts'
import { raise } from '../values/fault.ts'
import { repr } from '../values/repr.ts'
import type { Scope, Steps, UndefinedMode, Value } from '../values/value.ts'
import { evaluateArguments } from './arguments.ts'
import { leaf } from './leaf.ts'
import type { Run } from './run.ts'

export function* evaluateFilter(run: Run, node: FilterExpression, scope: Scope): Steps<Value> {
  const value = leaf(run, node.operand, scope) ?? (yield* run.rules.evaluate(run, node.operand, scope))
  return yield* applyFilter(run, node.filter, { value, scope })
}

export function* evaluateTest(run: Run, node: TestExpression, scope: Scope): Steps<Value> {
  const value = leaf(run, node.operand, scope) ?? (yield* run.rules.evaluate(run, node.operand, scope))
  const args = yield* evaluateArguments(run, node.test.arguments, scope)
  run.at = node
  return invoke(tests, node.test.name, run.interpreter)(value, args)
}

/** The value after all filters, in order. */
export function* applyFilters(
  run: Run,
  calls: readonly FilterCall[],
  { value, scope }: { readonly value: Value; readonly scope: Scope },
): Steps<Value> {
  let result = value
  for (const call of calls) result = yield* applyFilter(run, call, { value: result, scope })
  return result
}

function* applyFilter(
  run: Run,
  call: FilterCall,
  { value, scope }: { readonly value: Value; readonly scope: Scope },
): Steps<Value> {
  const args = yield* evaluateArguments(run, call.arguments, scope)
  run.at = call
  return invoke(filters, call.name, run.interpreter)(value, args)
}

// The parser lets no unknown name through.
function invoke(table: ReadonlyMap<string, Builtin<Value>>, name: string, interpreter: Interpreter): Apply {
  const builtin = table.get(name) ?? bug(`no filter or test ${name}`)
  return (subject, args) => builtin.invoke(subject, args, { name, interpreter })
}

/** What builtins may ask for, in one render. */
export function newInterpreter(mode: UndefinedMode, random: (() => number) | undefined): Interpreter {
  const named = (table: ReadonlyMap<string, Builtin<Value>>, what: string) => (name: Value) => {
    if (typeof name !== 'string' || !table.has(name))
      return raise('TemplateRuntimeError', `there is no ${what} ${repr(name)}`)
    return invoke(table, name, interpreter)
  }
  const interpreter: Interpreter = {
    mode,
    random,
    attribute: (object, name) => attributeOf(object, name, interpreter),
    ownAttribute: (object, name) => ownAttribute(object, name, interpreter) ?? missing(object, name, mode),
    item: (object, key) => itemOf(object, key, interpreter),
    filter: named(filters, 'filter'),
    test: named(tests, 'test'),
    isFilter: name => typeof name === 'string' && filters.has(name),
    isTest: name => typeof name === 'string' && tests.has(name),
  }
  return interpreter
}
