import type { Location } from '../../../errors/location.ts'
import type { ParseOptions } from '../../template/index.ts'

/** Where the template in a text of a YAML file, or of a call in a template, begins: `at` is the place of the value. */
export function textPosition(at: Location, text: string): NonNullable<ParseOptions['firstPosition']> {
  const { line = 1, column = 1, endLine = line, endColumn = column } = at
  if (!/\.ya?ml$/i.test(at.file)) return { line, column }
  // A text in quotes begins behind them.
  if (line === endLine) return { line, column: column + (endColumn - column === text.length + 2 ? 1 : 0) }
  // The lines of a block are indented like its first one.
  return { line, column, indent: text.includes('\n') ? column - 1 : 0 }
}
