import type { Definition, Node } from './syntax/ast.ts'
import type { Template } from './syntax/template.ts'
import { walk } from './syntax/walk.ts'
import { brand, type MacroValue } from './values/value.ts'

/** The macros, tests, docs, snapshots and materializations at the top level of a template, in order. */
export function definitions(template: Template): readonly Definition[] {
  return template.ast.body.filter(statement => statement.kind === 'definition')
}

/** The text of the whole block, tags included. */
export function definitionText(template: Template, definition: Definition): string {
  return template.text.slice(definition.start, definition.end)
}

/** The text between the tags of the block, as written. */
export function definitionBody(template: Template, definition: Definition): string {
  return template.text.slice(definition.bodySpan.start, definition.bodySpan.end)
}

/**
 * A macro that any template can call. Its body sees its arguments and the context of the render that calls it.
 * `name`: what it is called in messages and chains, default the definition's.
 */
export function macroValue(template: Template, definition: Definition, name = definition.name): MacroValue {
  const { parameters, body, uses } = definition
  return {
    [brand]: true,
    kind: 'macro',
    name,
    parameters,
    body,
    uses,
    template,
    scope: undefined,
    returns: true,
  }
}

/**
 * Every name and dotted name that the tree mentions (`ref`, `dbt_utils.star`), and the first argument of every
 * `….dispatch('name')`: whatever of it is a macro may be called. Without duplicates, in order of appearance.
 */
export function calledNames(node: Node): readonly string[] {
  const names = new Set<string>()
  walk(node, each => {
    const name = dottedName(each)
    if (name !== undefined) names.add(name)
    const dispatched = dispatchedName(each)
    if (dispatched !== undefined) names.add(dispatched)
  })
  return [...names]
}

function dottedName(node: Node): string | undefined {
  if (node.kind === 'name') return node.name
  if (node.kind !== 'attribute') return undefined
  const object = dottedName(node.object)
  return object && `${object}.${node.name}`
}

function dispatchedName(node: Node): string | undefined {
  if (node.kind !== 'call' || node.callee.kind !== 'attribute' || node.callee.name !== 'dispatch')
    return undefined
  const { positional, named } = node.arguments
  const name = positional[0] ?? named.find(argument => argument.name === 'macro_name')?.value
  return name?.kind === 'literal' && typeof name.value === 'string' ? name.value : undefined
}
