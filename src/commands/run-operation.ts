import { callOperation, type OperationCall } from '../core/compile/call-operation.ts'
import { builtinPackage } from '../core/parse/macro-namespace.ts'
import type { MacroNode, Manifest } from '../core/parse/manifest.ts'
import { GildError, isGildError } from '../errors/gild-error.ts'
import { nearest } from '../errors/nearest.ts'
import { runStatements } from '../run/hooks/run-statements.ts'
import { openForQuery, openQuery, type QueryDeps, type QueryOptions } from './query-context.ts'

export interface RunOperationOptions extends QueryOptions {
  /** `name`, or `package.name`. */
  readonly macro: string
  readonly args: Readonly<Record<string, unknown>>
}

/** How an operation ended. */
export type OperationEnd = { readonly kind: 'done' } | { readonly kind: 'failed'; readonly error: GildError }

/**
 * Calls one macro, which may run statements and read the published tables. Throws `unknown-macro`, `unknown-argument`
 * and what opening the project throws; what the macro itself throws is a result.
 */
export async function runOperation(options: RunOperationOptions, deps: QueryDeps): Promise<OperationEnd> {
  const opened = await openForQuery(options, deps)
  const macro = findMacro(opened.manifest, options.macro)
  requireArguments(macro, Object.keys(options.args))
  await using query = await openQuery({ command: 'run-operation', opened, options }, deps)
  const { context, compileRun } = query
  const work = context.warehouse.withWorker(
    worker => {
      const { args } = options
      const statements: OperationCall['query'] = owner => runStatements(context, { ...owner, worker })
      return callOperation(compileRun, { macro, args, query: statements })
    },
    { fresh: true },
  )
  return await work.then(
    () => ({ kind: 'done' as const }),
    (error: unknown) => {
      if (!isGildError(error) || isGildError(error, 'run-cancelled')) throw error
      return { kind: 'failed' as const, error }
    },
  )
}

// As a template of the project would find it; else wherever it is.
function findMacro({ macros, projectName }: Manifest, name: string): MacroNode {
  const found =
    macros.get(name) ??
    macros.get(`${projectName}.${name}`) ??
    macros.get(`${builtinPackage}.${name}`) ??
    [...macros.values()].find(macro => macro.name === name)
  if (found !== undefined) return found
  const own = [...macros.values()].filter(macro => macro.package !== builtinPackage).map(macro => macro.name)
  throw new GildError('unknown-macro', { macro: name, closest: nearest(name, own) })
}

function requireArguments({ name: macro, file, value }: MacroNode, given: readonly string[]): void {
  if (value.uses.kwargs) return
  const known = value.parameters.map(({ name }) => name)
  const unknown = given.filter(argument => !known.includes(argument))
  if (unknown.length === 0) return
  throw new AggregateError(
    unknown.map(argument => {
      const params = { macro, argument, known, closest: nearest(argument, known) }
      return new GildError('unknown-argument', params, { at: { file } })
    }),
  )
}
