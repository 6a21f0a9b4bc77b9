import { GildError } from '../../../errors/gild-error.ts'
import { nearest } from '../../../errors/nearest.ts'
import type { TestRowsFile } from '../../project/schema/unit-test-file.ts'
import type { YamlFile, YamlPath } from '../../project/yaml/yaml-file.ts'
import type { TestRows } from '../manifest.ts'
import { csvRows } from './csv-rows.ts'

/** The files of `<test path>/fixtures`: text by `name.csv` and `name.sql`. */
export type Fixtures = ReadonlyMap<string, { readonly file: string; readonly text: string }>

export interface RowsEntry {
  readonly test: string
  /** `ref('orders')`, `expect`. */
  readonly of: string
  readonly value: TestRowsFile
  readonly yaml: YamlFile
  readonly path: YamlPath
  readonly fixtures: Fixtures
}

/** The rows that YAML gives itself or names the fixture of. Throws `unit-test-rows` and `fixture-not-found`. */
export function testRows(entry: RowsEntry): TestRows {
  const { value, fixtures } = entry
  const { rows, fixture } = value
  if (rows !== undefined && fixture !== undefined)
    throw problem(entry, 'has both "rows" and a "fixture"', 'fixture')
  const format = value.format ?? formatOf(fixture, fixtures)
  if (format === 'dict') return dictRows(entry)
  const text = fixture === undefined ? rows : fixtureText(entry, `${fixture}.${format}`)
  if (typeof text !== 'string')
    throw problem(entry, `has the format "${format}", and its rows are no text`, 'rows')
  if (format === 'sql') return { format, fixture, sql: text.trim().replace(/;\s*$/, '') }
  try {
    return { format, fixture, ...csvRows(text) }
  } catch (error) {
    throw problem(entry, `is no CSV: ${error instanceof Error ? error.message : String(error)}`, 'rows')
  }
}

// dbt asks for the format of a fixture; its extension says it.
function formatOf(fixture: string | undefined, fixtures: Fixtures): 'dict' | 'csv' | 'sql' {
  if (fixture === undefined) return 'dict'
  return fixtures.has(`${fixture}.sql`) && !fixtures.has(`${fixture}.csv`) ? 'sql' : 'csv'
}

function dictRows(entry: RowsEntry): TestRows {
  const { rows = [], fixture } = entry.value
  if (fixture !== undefined)
    throw problem(entry, 'has the format "dict", and a fixture is "csv" or "sql"', 'format')
  if (typeof rows === 'string')
    throw problem(entry, 'has rows as text, and no "format" of "csv" or "sql"', 'rows')
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))]
  return { format: 'dict', fixture: undefined, columns, rows }
}

function fixtureText({ yaml, path, value, fixtures }: RowsEntry, name: string): string {
  const found = fixtures.get(name)
  if (found !== undefined) return found.text
  const at = yaml.locate([...path, 'fixture'])
  const fixture = value.fixture ?? name
  const names = [...fixtures.keys()].map(each => each.replace(/\.(?:csv|sql)$/, ''))
  const closest = nearest(
    fixture,
    names.filter(each => each !== fixture),
  )
  throw new GildError('fixture-not-found', { fixture: name, closest }, { at })
}

function problem({ test, of, yaml, path }: RowsEntry, what: string, key: string): GildError {
  return new GildError('unit-test-rows', { test, of, problem: what }, { at: yaml.locate([...path, key]) })
}
