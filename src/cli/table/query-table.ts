import type { QueryResult } from '../../ports/relation.ts'
import type { TextTable } from './text-table.ts'
import { valueText } from './value-text.ts'

export interface QueryTableOptions {
  /** Whether the head has a line of column types. */
  readonly types: boolean
}

/** The rows of a query as a table of text, numbers to the right. */
export function textTableOf({ columns, rows }: QueryResult, { types }: QueryTableOptions): TextTable {
  return {
    columns: columns.map(({ name, type }) => ({
      name,
      type: types ? type.toLowerCase() : undefined,
      right: numeric.test(type),
    })),
    rows: rows.map(row => row.map(value => (value === null ? undefined : valueText(value)))),
  }
}

const numeric = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL.*)$/
