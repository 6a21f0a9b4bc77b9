import type { Node } from '../../template/index.ts'
import { calls } from './walk-calls.ts'

export interface VariableNames {
  readonly vars: readonly string[]
  readonly environment: readonly string[]
}

/** The variables that a tree names, also in branches that are not taken while parsing. */
export function variableNames(node: Node): VariableNames {
  const vars: string[] = []
  const environment: string[] = []
  for (const { callee, arguments: given } of calls(node)) {
    const first = given.positional[0]
    if (callee.kind !== 'name' || first?.kind !== 'literal' || typeof first.value !== 'string') continue
    if (callee.name === 'var') vars.push(first.value)
    if (callee.name === 'env_var') environment.push(first.value)
  }
  return { vars, environment }
}
