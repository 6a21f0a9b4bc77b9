import { GildError, isGildError } from '../../../errors/gild-error.ts'
import type { Location } from '../../../errors/location.ts'
import type { QueryResult } from '../../../ports/relation.ts'
import { builtinFile } from '../../parse/macros/builtin-macros.ts'
import {
  bindArguments,
  type Call,
  fromJs,
  hostFunction,
  hostValue,
  tuple,
  type Value,
} from '../../template/index.ts'
import type { Scope } from '../context/scope.ts'
import { resultTable } from './result-table.ts'
import { statementsOf } from './statements.ts'

export interface QueryFunctions {
  /** `load_result` and `store_result`, which `statement` and `run_query` of the built-in package work with. */
  readonly values: Readonly<Record<string, Value>>
  /** `adapter.execute`. */
  readonly execute: Value
}

/** What a template runs statements with while it is rendered. */
export function queryFunctions(scope: Scope): QueryFunctions {
  const results = new Map<string, Value>()
  return {
    values: {
      load_result: hostFunction('load_result', call => {
        const [name] = bindArguments('load_result', ['name'], call)
        return results.get(String(name)) ?? null
      }),
      store_result: hostFunction('store_result', call => {
        const [name, response, table] = bindArguments(
          'store_result',
          ['name', 'response', ['agate_table', null]],
          call,
        )
        results.set(String(name), fromJs({ response, table, data: table }))
        return ''
      }),
    },
    execute: hostFunction('adapter.execute', async call => {
      const parameters = ['sql', ['auto_begin', false], ['fetch', false], ['limit', null]] as const
      const [sql] = bindArguments('adapter.execute', parameters, call)
      const result = await run(scope, String(sql), call)
      return tuple([response(result), resultTable(result)])
    }),
  }
}

async function run(scope: Scope, text: string, call: Call): Promise<QueryResult> {
  const { request, node } = scope
  const at = usersPlace(call.at())
  if (request.query === undefined) throw new GildError('query-not-possible', { node: node.name }, { at })
  const compiled = statementsOf(scope, { text, map: { locate: () => at } })
  try {
    return await request.query(compiled)
  } catch (error) {
    if (!isGildError(error) || error.at !== undefined) throw error
    if (!isGildError(error, 'sql-error')) throw new GildError(error.code, error.params, { at, cause: error })
    const { problem, offset, candidates, advice } = error.params
    const line = offset === undefined ? undefined : lineAt(compiled.sql, offset)
    const params = { node: node.name, problem, line, candidates, advice }
    throw new GildError('query-failed', params, { at, cause: error })
  }
}

// The call that the user wrote, not the one in a macro of gild's own.
function usersPlace(at: Location): Location {
  if (at.file !== builtinFile) return at
  const calls = at.calls ?? []
  const index = calls.findIndex(({ file }) => file !== builtinFile)
  const call = calls[index]
  if (call === undefined) return at
  const { file, line, column } = call
  const outer = calls.slice(index + 1)
  return { file, line, column, ...(outer.length === 0 ? {} : { calls: outer }) }
}

function lineAt(sql: string, offset: number): string {
  const start = sql.lastIndexOf('\n', offset - 1) + 1
  const end = sql.indexOf('\n', offset)
  return sql.slice(start, end < 0 ? undefined : end).trim()
}

function response({ rows }: QueryResult): Value {
  const members: Readonly<Record<string, Value>> = { code: 'OK', rows_affected: rows.length, _message: 'OK' }
  return hostValue({
    typeName: 'AdapterResponse',
    str: () => 'OK',
    attribute: name => members[name],
    names: () => Object.keys(members),
  })
}
