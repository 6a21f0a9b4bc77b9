import { bug } from '../../errors/bug.ts'
import type { TestConfig } from '../parse/manifest.ts'
import type { Compiled } from './compiled.ts'

/**
 * The query that decides a data test, around its compiled SQL: one row with `failures`, `should_warn` and
 * `should_error`. Its map still leads to the test's template.
 */
export function testQuery(compiled: Compiled, config: TestConfig): Compiled {
  return bug(`no test query for "${compiled.id}" with ${config.failCalc}`)
}
