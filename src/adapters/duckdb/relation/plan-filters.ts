import type { ColumnPath, Constant, Predicate } from '../../../delta/index.ts'
import { constantOf } from './plan-constant.ts'
import { arrayOf, type PlanNode, parsePlan, recordOf, textOf } from './plan-json.ts'

/** By `schema.table`: what all scans of a table in a plan have in common as conditions on its rows. */
export type ScanFilters = ReadonlyMap<string, Predicate>

const unknown: Predicate = { kind: 'unknown' }

/** The key of `ScanFilters`. */
export function scanKey(schema: string, table: string): string {
  return JSON.stringify([schema, table])
}

/**
 * The constant filters that DuckDB pushed down to its scans, from the text of `json_serialize_plan`. A table that is
 * scanned twice gets "one or the other". What is not understood is `unknown`, which keeps all files.
 */
export function scanFilters(planText: string): ScanFilters {
  const filters = new Map<string, Predicate>()
  for (const scan of scansOf(parsePlan(planText))) {
    const data = recordOf(scan.function_data)
    const key = scanKey(textOf(data?.schema), textOf(data?.table))
    const predicate = filtersOf(scan)
    const earlier = filters.get(key)
    filters.set(key, earlier === undefined ? predicate : { kind: 'or', of: [earlier, predicate] })
  }
  return filters
}

function* scansOf(node: unknown): Generator<PlanNode> {
  if (Array.isArray(node)) {
    for (const child of node) yield* scansOf(child)
    return
  }
  const record = recordOf(node)
  if (record === undefined) return
  if (record.type === 'LOGICAL_GET') yield record
  for (const child of Object.values(record)) yield* scansOf(child)
}

function filtersOf(scan: PlanNode): Predicate {
  const names = arrayOf(scan.names)
  const entries = arrayOf(recordOf(scan.table_filters)?.filters)
  const conditions = entries.map(entry => {
    const { key, value } = recordOf(entry) ?? {}
    const name = typeof key === 'number' ? names[key] : undefined
    return typeof name === 'string' ? filterOf([name], recordOf(value)) : unknown
  })
  return conditions.length === 0 ? unknown : { kind: 'and', of: conditions }
}

// One filter of one column; `column` grows by a field for each struct that it looks into.
function filterOf(column: ColumnPath, filter: PlanNode | undefined): Predicate {
  switch (filter?.filter_type) {
    case 'CONSTANT_COMPARISON':
      return comparison(column, filter.comparison_type, constantOf(filter.constant))
    case 'CONJUNCTION_AND':
      return {
        kind: 'and',
        of: arrayOf(filter.child_filters).map(child => filterOf(column, recordOf(child))),
      }
    case 'CONJUNCTION_OR':
      return {
        kind: 'or',
        of: arrayOf(filter.child_filters).map(child => filterOf(column, recordOf(child))),
      }
    case 'OPTIONAL_FILTER':
      return filterOf(column, recordOf(filter.child_filter))
    case 'IN_FILTER':
      return oneOf(column, arrayOf(filter.values))
    case 'IS_NULL':
      return { kind: 'is-null', column }
    case 'IS_NOT_NULL':
      return { kind: 'is-not-null', column }
    case 'STRUCT_EXTRACT':
      return inStruct(column, filter)
    case 'EXPRESSION_FILTER':
      return expressionOf(column, recordOf(filter.expr))
    default:
      return unknown
  }
}

function oneOf(column: ColumnPath, values: readonly unknown[]): Predicate {
  const constants = values.map(constantOf)
  const known = constants.filter(constant => constant !== undefined)
  return known.length === constants.length ? { kind: 'in', column, values: known } : unknown
}

function inStruct(column: ColumnPath, filter: PlanNode): Predicate {
  const field = filter.child_name
  return typeof field === 'string' ? filterOf([...column, field], recordOf(filter.child_filter)) : unknown
}

// An expression over the one column of the filter, which it calls BOUND_REF.
function expressionOf(column: ColumnPath, expression: PlanNode | undefined): Predicate {
  const children = arrayOf(expression?.children).map(recordOf)
  switch (expression?.type) {
    case 'CONJUNCTION_AND':
      return { kind: 'and', of: children.map(child => expressionOf(column, child)) }
    case 'CONJUNCTION_OR':
      return { kind: 'or', of: children.map(child => expressionOf(column, child)) }
    case 'OPERATOR_IS_NULL':
      return isColumn(children[0]) ? { kind: 'is-null', column } : unknown
    case 'OPERATOR_IS_NOT_NULL':
      return isColumn(children[0]) ? { kind: 'is-not-null', column } : unknown
    case 'COMPARE_IN':
      return isColumn(children[0]) ? oneOfNotNull(column, children.slice(1)) : unknown
    case 'BOUND_REF':
      return { kind: 'compare', column, op: '=', value: { kind: 'boolean', value: true } }
    default:
      return comparisonOf(column, expression)
  }
}

// NULL equals nothing, so that it adds no rows to those of the other values. With it in the list DuckDB makes no IN_FILTER.
function oneOfNotNull(column: ColumnPath, items: readonly (PlanNode | undefined)[]): Predicate {
  if (items.some(item => item?.type !== 'VALUE_CONSTANT')) return unknown
  const values = items.map(item => recordOf(item?.value))
  return oneOf(
    column,
    values.filter(value => value?.is_null !== true),
  )
}

function comparisonOf(column: ColumnPath, expression: PlanNode | undefined): Predicate {
  if (expression?.expression_class !== 'BOUND_COMPARISON') return unknown
  const right = recordOf(expression.right)
  if (!isColumn(recordOf(expression.left)) || right?.type !== 'VALUE_CONSTANT') return unknown
  return comparison(column, expression.type, constantOf(right.value))
}

function isColumn(expression: PlanNode | undefined): boolean {
  return expression?.expression_class === 'BOUND_REF'
}

const operators = {
  COMPARE_EQUAL: '=',
  COMPARE_NOTEQUAL: '<>',
  COMPARE_LESSTHAN: '<',
  COMPARE_LESSTHANOREQUALTO: '<=',
  COMPARE_GREATERTHAN: '>',
  COMPARE_GREATERTHANOREQUALTO: '>=',
} as const

function comparison(column: ColumnPath, type: unknown, value: Constant | undefined): Predicate {
  if (value === undefined || typeof type !== 'string' || !isOperator(type)) return unknown
  return { kind: 'compare', column, op: operators[type], value }
}

function isOperator(type: string): type is keyof typeof operators {
  return Object.hasOwn(operators, type)
}
