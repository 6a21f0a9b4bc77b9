import type { SqlValue } from '../../ports/relation.ts'
import { cellText, type RowDifference } from './compare-rows.ts'

type Row = readonly SqlValue[]

const LIMIT = 10
const WIDEST = 40

/**
 * The difference as a table for people: each missing row, with the unexpected one that is most like it below, at most
 * ten rows of each kind.
 */
export function differenceText(columns: readonly string[], { missing, unexpected }: RowDifference): string {
  const lines = pairs(missing, unexpected).map(({ kind, row }) => [
    kind,
    ...row.map(value => clip(cellText(value))),
  ])
  const table = [['', ...columns], ...lines]
  const widths = table[0]?.map((_, i) => Math.max(...table.map(cells => cells[i]?.length ?? 0))) ?? []
  const text = table.map(cells =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const more = Math.max(0, missing.length - LIMIT) + Math.max(0, unexpected.length - LIMIT)
  return [...text, ...(more === 0 ? [] : [`… and ${more} more`])].join('\n')
}

interface Line {
  readonly kind: 'missing' | 'unexpected'
  readonly row: Row
}

function pairs(missing: readonly Row[], unexpected: readonly Row[]): readonly Line[] {
  const left = unexpected.slice(0, LIMIT)
  const lines: Line[] = []
  for (const row of missing.slice(0, LIMIT)) {
    lines.push({ kind: 'missing', row })
    const [like] = left.splice(mostLike(row, left), 1)
    if (like !== undefined) lines.push({ kind: 'unexpected', row: like })
  }
  return [...lines, ...left.map((row): Line => ({ kind: 'unexpected', row }))]
}

// The position of the row that has most cells in common; behind the last one when none has any.
function mostLike(row: Row, rows: readonly Row[]): number {
  const scores = rows.map(
    other => other.filter((value, i) => cellText(value) === cellText(row[i] ?? null)).length,
  )
  const best = Math.max(0, ...scores)
  return best === 0 ? rows.length : scores.indexOf(best)
}

function clip(text: string): string {
  const line = text.replaceAll('\n', '\\n')
  return line.length <= WIDEST ? line : `${line.slice(0, WIDEST - 1)}…`
}
