import { GildError } from '../../../errors/gild-error.ts'
import { nearest } from '../../../errors/nearest.ts'
import { globals } from '../../template/builtins/globals.ts'
import type { Context, Expression, Template } from '../../template/index.ts'
import { type CallExpression, calls } from '../macros/walk-calls.ts'

/**
 * Calls of names that nothing defines. While parsing they give undefined, as queries do; those that no condition guards
 * would fail as soon as the node runs, so they are errors before anything runs.
 */
export function unknownCalls(template: Template, node: string, context: Context): readonly GildError[] {
  const found = template.ast.body.flatMap(statement => {
    if (statement.kind === 'print') return statement.expressions.flatMap(unguardedCalls)
    if (statement.kind === 'set') return unguardedCalls(statement.value)
    return statement.kind === 'do' ? unguardedCalls(statement.expression) : []
  })
  if (found.length === 0) return []
  const own = assignedNames(template)
  return found.flatMap(({ callee }) => {
    if (callee.kind !== 'name' || own.has(callee.name) || globals.has(callee.name)) return []
    if (context.get(callee.name) !== undefined) return []
    const closest = nearest(callee.name, [...context.names(), ...own])
    const params = { node, macro: callee.name, closest }
    return [new GildError('macro-not-found', params, { at: template.location(callee) })]
  })
}

// What `and`, `or` and `if` in an expression may leave out is guarded.
function unguardedCalls(expression: Expression): readonly CallExpression[] {
  const guards = new Set(['and', 'or', 'conditional'])
  const pending: unknown[] = [expression]
  const guarded = new Set<CallExpression>()
  while (pending.length > 0) {
    const value = pending.pop()
    if (typeof value !== 'object' || value === null) continue
    if ('kind' in value && guards.has(String(value.kind))) for (const call of calls(value)) guarded.add(call)
    else pending.push(...(Array.isArray(value) ? value : Object.values(value)))
  }
  return [...calls(expression)].filter(call => !guarded.has(call))
}

// Wherever in the template: a name that is set somewhere is not a typing mistake.
function assignedNames(template: Template): ReadonlySet<string> {
  const names = new Set<string>()
  const pending: unknown[] = [template.ast]
  while (pending.length > 0) {
    const value = pending.pop()
    if (typeof value !== 'object' || value === null) continue
    if ('name' in value && typeof value.name === 'string' && definesName(value)) names.add(value.name)
    if ('target' in value) for (const name of targetNames(value.target)) names.add(name)
    pending.push(...(Array.isArray(value) ? value : Object.values(value)))
  }
  return names
}

// Macros, and parameters, which alone have a default and no kind.
function definesName(node: object): boolean {
  return 'kind' in node ? node.kind === 'definition' : 'default' in node
}

function targetNames(target: unknown): readonly string[] {
  if (typeof target !== 'object' || target === null) return []
  if ('items' in target && Array.isArray(target.items)) return target.items.flatMap(targetNames)
  return 'name' in target && typeof target.name === 'string' ? [target.name] : []
}
