import type { ErrorEntry } from './entry.ts'
import { cliErrors } from './table/cli.ts'
import { deltaErrors } from './table/delta.ts'
import { docsErrors } from './table/docs.ts'
import { hookErrors } from './table/hooks.ts'
import { ingestErrors } from './table/ingest.ts'
import { packageErrors } from './table/packages.ts'
import { projectErrors } from './table/project.ts'
import { runErrors } from './table/run.ts'
import { streamErrors } from './table/stream.ts'
import { templateErrors } from './table/template.ts'
import { warehouseErrors } from './table/warehouse.ts'

/** Every error gild can print. Codes are kebab-case and permanent. */
export const errorTable = {
  ...templateErrors,
  ...projectErrors,
  ...packageErrors,
  ...deltaErrors,
  ...streamErrors,
  ...ingestErrors,
  ...warehouseErrors,
  ...runErrors,
  ...cliErrors,
  ...docsErrors,
  ...hookErrors,
}

export type ErrorCode = keyof typeof errorTable
export type ErrorParams<C extends ErrorCode> = (typeof errorTable)[C] extends ErrorEntry<infer P> ? P : never
