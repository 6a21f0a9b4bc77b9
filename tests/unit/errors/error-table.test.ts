import { expect, test } from 'vitest'
import type { ErrorCode } from '../../../src/errors/error-table.ts'
import { errorTable } from '../../../src/errors/error-table.ts'
import { cliErrors } from '../../../src/errors/table/cli.ts'
import { deltaErrors } from '../../../src/errors/table/delta.ts'
import { docsErrors } from '../../../src/errors/table/docs.ts'
import { hookErrors } from '../../../src/errors/table/hooks.ts'
import { ingestErrors } from '../../../src/errors/table/ingest.ts'
import { packageErrors } from '../../../src/errors/table/packages.ts'
import { projectErrors } from '../../../src/errors/table/project.ts'
import { runErrors } from '../../../src/errors/table/run.ts'
import { streamErrors } from '../../../src/errors/table/stream.ts'
import { templateErrors } from '../../../src/errors/table/template.ts'
import { warehouseErrors } from '../../../src/errors/table/warehouse.ts'
import { codes, errorPage, errorTexts, sampleErrors } from '../../support/error-page.ts'
import { errorSamples } from '../../support/error-samples.ts'

const areas = [
  area('The project', projectErrors),
  area('Packages', packageErrors),
  area('Templates', templateErrors),
  area('Running', runErrors),
  area('Hooks and operations', hookErrors),
  area('The engine', warehouseErrors),
  area('Delta tables', deltaErrors),
  area('Streams', { ...streamErrors, ...ingestErrors }),
  area('The command line', { ...cliErrors, ...docsErrors }),
]

test('every code has sample parameters in tests/support/error-samples.ts, and no sample is left over', () => {
  expect(Object.keys(errorSamples).sort()).toEqual(Object.keys(errorTable).sort())
})

test('every message reads as it was reviewed', async () => {
  await expect(errorTexts()).toMatchFileSnapshot('../../golden/errors/table.txt')
})

test('docs/errors.md is current', async () => {
  expect(areas.flatMap(a => a.codes).sort()).toEqual([...codes()].sort())
  await expect(errorPage(areas)).toMatchFileSnapshot('../../../docs/errors.md')
})

test.each(codes())('%s is a sentence of its own, with a hint that is one', code => {
  expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/)
  for (const { message, hint } of sampleErrors(code)) {
    // A sentence, behind which a table of rows may stand.
    expect(message).toMatch(/^\S[\s\S]*?[.!?)](?:\n[\s\S]*)?$/)
    expect(message).not.toMatch(/\bundefined in\b|\[object|NaN|oops/i)
    if (hint !== undefined) expect(hint).toMatch(/^["A-Z][\s\S]*\S$/)
  }
})

function area(title: string, table: object): { title: string; codes: readonly ErrorCode[] } {
  return { title, codes: Object.keys(table) as ErrorCode[] }
}
