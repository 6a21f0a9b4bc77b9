/** The SQL of a node as it can stand in parentheses: without the semicolon that may end it. */
export function queryText(sql: string): string {
  return sql.replace(/[;\s]+$/, '')
}

/** The SQL as a subquery. A comment may end it, so the parenthesis stands on a line of its own. */
export function asSubquery(sql: string): string {
  return `(${sql}\n)`
}
