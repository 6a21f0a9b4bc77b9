import { bug } from '../../errors/bug.ts'
import type { GildError } from '../../errors/gild-error.ts'
import type { NodeId } from '../parse/manifest.ts'
import type { Graph } from './dag.ts'

export interface SelectOptions {
  /** `--select` arguments: each a union by spaces of intersections by commas. Empty or absent selects everything. */
  readonly select?: readonly string[] | undefined
  readonly exclude?: readonly string[] | undefined
}

export interface Selection {
  /** Models, seeds, tests and sources, in graph order. */
  readonly ids: readonly NodeId[]
  /** `selector-matches-nothing`, to be printed: a selector that finds nothing stops no run. */
  readonly warnings: readonly GildError[]
}

/** What `--select` and `--exclude` mean, as in dbt; tests come with any of their parents. Throws `selector-…` errors. */
export function select(graph: Graph, options: SelectOptions): Selection {
  return bug(`${options.select?.join(' ')} does not select in ${graph.order.length}`)
}
