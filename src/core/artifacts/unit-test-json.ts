import { createHash } from 'node:crypto'
import { configOf } from '../graph/node-config.ts'
import type { TestRows, UnitTestNode } from '../parse/manifest.ts'
import { jsonText } from './json.ts'
import { fileInPackage, fileInResourceFolder } from './package-file.ts'

type Json = Readonly<Record<string, unknown>>

/** A unit test as `manifest.json` has it. */
export function unitTestJson(test: UnitTestNode): Json {
  const given = test.given.map(({ input, rows }) => ({ input, ...rowsJson(rows) }))
  const expect = rowsJson(test.expect)
  const { macros, vars, envVars } = test.overrides
  return {
    model: test.modelName,
    given,
    expect,
    name: test.name,
    resource_type: 'unit_test',
    package_name: test.package,
    path: fileInResourceFolder(test),
    original_file_path: fileInPackage(test),
    unique_id: test.id,
    fqn: test.fqn,
    description: test.description,
    overrides: { macros, vars, env_vars: envVars },
    depends_on: { macros: [], nodes: test.dependsOn.nodes },
    config: configOf(test),
    checksum: createHash('sha256')
      .update(jsonText({ given, expect, overrides: test.overrides }))
      .digest('hex'),
    schema: null,
    created_at: 0,
    versions: null,
    version: null,
  }
}

// As in dbt: the rows of a CSV are maps, a query is text.
function rowsJson(rows: TestRows): Json {
  const { format, fixture = null } = rows
  return { rows: rows.format === 'sql' ? rows.sql : rows.rows, format, fixture }
}
