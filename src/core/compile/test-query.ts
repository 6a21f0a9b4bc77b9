import type { TestConfig } from '../parse/manifest.ts'
import type { Compiled } from './compiled.ts'
import { joinText } from './sql/mapped-text.ts'

/**
 * The query that decides a data test, around its compiled SQL: one row with `failures`, `should_warn` and
 * `should_error`. Its map still leads to the test's template. The test's `where` is in the compiled SQL already.
 */
export function testQuery(compiled: Compiled, { failCalc, warnIf, errorIf, limit }: TestConfig): Compiled {
  const head = [
    'select',
    `  ${failCalc} as failures,`,
    `  ${failCalc} ${warnIf} as should_warn,`,
    `  ${failCalc} ${errorIf} as should_error`,
    'from (',
    ...(limit === undefined ? [] : ['select * from (']),
    '',
  ].join('\n')
  const tail = limit === undefined ? '\n) as gild_test' : `\n) limit ${limit}\n) as gild_test`
  const start = compiled.map.locate(0)
  const { text, map } = joinText([head, { text: compiled.sql, map: compiled.map }, tail], start.file)
  return { ...compiled, sql: text, map }
}
