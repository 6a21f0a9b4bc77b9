import type { Parameter, SpecialNames, Statement } from '../syntax/ast.ts'
import { walk } from '../syntax/walk.ts'

/** Which of a macro's implicit names its body mentions. A parameter of that name is an ordinary one. */
export function specialNames(body: readonly Statement[], parameters: readonly Parameter[]): SpecialNames {
  const names = new Set<string>()
  walk(body, node => {
    if (node.kind === 'name') names.add(node.name)
  })
  for (const { name } of parameters) names.delete(name)
  return { caller: names.has('caller'), varargs: names.has('varargs'), kwargs: names.has('kwargs') }
}
