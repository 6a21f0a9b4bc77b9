// Writes the JSON Schemas of project.yml and of properties files, which editors use.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { jsonSchemas } from '../src/core/project/schema/json-schemas.ts'

const folder = join(import.meta.dirname, '..', 'schemas')
await mkdir(folder, { recursive: true })
for (const [file, schema] of Object.entries(jsonSchemas())) {
  await writeFile(join(folder, file), `${JSON.stringify(schema, undefined, 2)}\n`)
}
