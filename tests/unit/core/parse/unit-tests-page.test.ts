import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { propertiesFileSchema } from '../../../../src/core/project/schema/properties-file.ts'
import { unitTestSchema } from '../../../../src/core/project/schema/unit-test-file.ts'

const docs = join(import.meta.dirname, '../../../../docs')

function yamlBlocks(page: string): readonly unknown[] {
  const text = readFileSync(join(docs, page), 'utf8')
  return [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, body = '']) => parse(body))
}

test('the YAML of docs/unit-tests.md and the exposure of docs/project.md are what the schemas take', () => {
  const [whole, part] = yamlBlocks('unit-tests.md')
  expect(propertiesFileSchema.safeParse(whole).error).toBeUndefined()
  const rest = { name: 'incremental', model: 'm', expect: { rows: [] } }
  expect(unitTestSchema.safeParse({ ...rest, ...(part as object) }).error).toBeUndefined()
  const [, exposures] = yamlBlocks('project.md')
  expect(propertiesFileSchema.safeParse(exposures).error).toBeUndefined()
})
