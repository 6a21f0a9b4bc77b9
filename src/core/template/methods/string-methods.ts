import type { Builtin } from '../operations/builtin.ts'
import { stringFormMethods } from './string-form.ts'
import { stringSearchMethods } from './string-search.ts'
import { stringTestMethods } from './string-tests.ts'

export const stringMethods: ReadonlyMap<string, Builtin<string>> = new Map(
  Object.entries({ ...stringFormMethods, ...stringSearchMethods, ...stringTestMethods }),
)
