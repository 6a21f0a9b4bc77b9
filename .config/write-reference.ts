// Writes docs/reference/configuration.md from the schemas of project.yml and of properties files.
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { configurationReference } from './configuration-reference.ts'

const file = join(import.meta.dirname, '../docs/reference/configuration.md')
await mkdir(dirname(file), { recursive: true })
await writeFile(file, configurationReference())
