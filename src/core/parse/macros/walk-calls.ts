import type { Expression } from '../../template/index.ts'

export type CallExpression = Extract<Expression, { kind: 'call' }>

/** Every call in a tree, outer ones first. */
export function* calls(node: object): Generator<CallExpression> {
  const pending: unknown[] = [node]
  while (pending.length > 0) {
    const value = pending.pop()
    if (typeof value !== 'object' || value === null) continue
    if (isCall(value)) yield value
    pending.push(...(Array.isArray(value) ? value : Object.values(value)).toReversed())
  }
}

function isCall(value: object): value is CallExpression {
  return 'kind' in value && value.kind === 'call' && 'callee' in value
}
