import { expect, test } from 'vitest'
import { locateError } from '../../../../src/core/compile/locate-error.ts'
import { testQuery } from '../../../../src/core/compile/test-query.ts'
import type { TestNode } from '../../../../src/core/parse/manifest.ts'
import { GildError } from '../../../../src/errors/gild-error.ts'
import { type CompileFixture, compileFixture } from '../../../support/compile-project.ts'
import { testConfig } from '../../../support/small-manifest.ts'

const files = {
  'project.yml': 'name: shop\ntargets:\n  dev: { schema: main }\n',
  'models/orders.sql': "{{ config(materialized='table') }} select 1 as id",
  'models/schema.yml': `
models:
  - name: orders
    columns:
      - name: id
        data_tests:
          - not_null:
              config: { where: "id > 0" }
          - positive:
              arguments: { above: 3 }
`,
  'macros/tests.sql': `{% test positive(model, column_name, above) %}
select * from {{ model }} where {{ column_name }} <= {{ above }}{% if execute and above > 5 %}{{ broken }}{% endif %}
{% endtest %}`,
  'tests/odd.sql': "select * from {{ ref('orders') }} -- none\n",
}

function node(fixture: CompileFixture, start: string): TestNode {
  const found = [...fixture.loaded.manifest.nodes.values()].find(each => each.name.startsWith(start))
  if (found?.kind !== 'test') throw new Error(`no test ${start}`)
  return found
}

test('a data test counts its rows and compares the count', async () => {
  const compiled = await compileFixture(files).compile('odd')
  expect(testQuery(compiled, testConfig()).sql).toBe(`select
  count(*) as failures,
  count(*) != 0 as should_warn,
  count(*) != 0 as should_error
from (
select * from "main"."orders"
) as gild_test`)
})

test('fail_calc, thresholds and limit are put around the rows', async () => {
  const compiled = await compileFixture(files).compile('odd')
  const config = testConfig({ failCalc: 'sum(n)', warnIf: '> 1', errorIf: '> 10', limit: 5 })
  expect(testQuery(compiled, config).sql).toBe(`select
  sum(n) as failures,
  sum(n) > 1 as should_warn,
  sum(n) > 10 as should_error
from (
select * from (
select * from "main"."orders"
) limit 5
) as gild_test`)
})

test('a place in the wrapped query leads to the template of the test', async () => {
  const query = testQuery(await compileFixture(files).compile('odd'), testConfig({ limit: 5 }))
  expect(locateError(query, query.sql.indexOf('"main"'))).toMatchObject({
    file: 'tests/odd.sql',
    line: 1,
    column: 15,
  })
  expect(locateError(query, 3)).toEqual({ file: 'tests/odd.sql' })
})

test('a generic test reads its table through its where', async () => {
  const fixture = compileFixture(files)
  const compiled = await fixture.compile(node(fixture, 'not_null').name)
  expect(compiled.sql.replaceAll(/\s+/g, ' ')).toBe(
    'select id from (select * from "main"."orders" where id > 0) as gild_subquery where id is null',
  )
})

test('a place in a generic test is in its macro, called from the YAML that declares it', async () => {
  const fixture = compileFixture(files)
  const compiled = await fixture.compile(node(fixture, 'positive').name)
  const at = locateError(compiled, compiled.sql.indexOf('<='))
  expect(at).toMatchObject({ file: 'macros/tests.sql', line: 2 })
  expect(at.calls).toMatchObject([{ file: 'models/schema.yml', line: 9 }])
})

test('an error in a generic test names the YAML that declares it', async () => {
  const fixture = compileFixture({
    ...files,
    'models/schema.yml': files['models/schema.yml'].replace('3', '6'),
  })
  const error = await fixture.compile(node(fixture, 'positive').name).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(GildError)
  expect(error).toMatchObject({
    code: 'template-undefined',
    at: { file: 'macros/tests.sql', line: 2, calls: [{ file: 'models/schema.yml', line: 9 }] },
  })
})
