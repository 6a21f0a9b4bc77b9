/** A mistake in a CSV file, as DuckDB's scan reports it. */
export interface CsvProblem {
  readonly file: string
  readonly line: number
  readonly problem: string
}

/** Undefined for a message of another kind. */
export function csvProblem(message: string): CsvProblem | undefined {
  const line = /CSV Error on Line: (\d+)\n/.exec(message)?.[1]
  const file = /\n {2}file = (.*)/.exec(message)?.[1]
  if (line === undefined || file === undefined) return undefined
  return { file, line: Number(line), problem: `line ${line}: ${reasonIn(message)}` }
}

// The line itself stands before the reason, and may be several lines long.
const reasons =
  /^(Error when converting|Expected Number of Columns|Value with unterminated|Invalid unicode|Maximum line size|The CSV)/

function reasonIn(message: string): string {
  const lines = message.split('\n').slice(1)
  const reason = lines.find(text => reasons.test(text)) ?? lines[1] ?? 'it does not parse'
  const counts = /^Expected Number of Columns: (\d+) Found: (\d+)/.exec(reason)
  if (counts !== null) return `the header names ${counts[1]} columns, but the line has ${counts[2]}`
  return reason.replace(/^Error when converting column ("[^"]*")\. /, 'column $1: ').replace(/[.\s]+$/, '')
}
