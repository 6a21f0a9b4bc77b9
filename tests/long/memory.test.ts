import { expect, test } from 'vitest'
import { runCli } from '../support/cli.ts'
import { openLakeReader } from '../support/lake-reader.ts'
import { longRun } from '../support/seeded.ts'
import { testProject } from '../support/test-project.ts'

const rows = Math.round(16_000_000 * longRun().scale)
const bytes = rows * 256

// 256 characters a row that no codec makes small; in the second round every third row is another one.
const wide = `
select
    i as id,
    i % 7 as part,
    {% for n in range(8) %}md5((i * 8 + {{ n }} + if(i % 3 = 0, {{ var('round') }}, 0))::varchar){{ ' || ' if not loop.last }}{% endfor %} as payload
from range({{ var('rows') }}) as r(i)`

test(
  `merge, delete+insert, insert_overwrite and changes() pass at 400 MB over ${Math.round(bytes / 1e8) / 10} GB`,
  async () => {
    await using files = await testProject({
      'project.yml': `name: big\nvars: { round: 1, rows: ${rows} }\ntarget: dev\ntargets:\n  dev: { memory: 400MB, threads: 1 }\n`,
      'models/wide.sql': `{{ config(materialized='table') }}${wide}`,
      'models/merged.sql': incremental('merge', "unique_key='id'"),
      'models/replaced.sql': incremental('delete+insert', "unique_key='id'"),
      'models/parted.sql': incremental('insert_overwrite', "partition_by=['part']"),
      'models/changed.sql':
        "{{ config(materialized='incremental', incremental_strategy='append') }}\nselect _change_type, count(*) as n from {{ changes(ref('wide')) }} group by 1",
    })
    for (const round of [1, 2]) {
      const args = ['build', '--vars', JSON.stringify({ round, rows })]
      const { exitCode, stderr } = await runCli(args, { cwd: files.folder })
      expect(exitCode, stderr).toBe(0)
    }
    await using reader = await openLakeReader(`${files.folder}/lake/dev/main`)
    for (const path of ['merged', 'replaced', 'parted']) {
      const sql = `select (select count(*) from t.copy), (select count(*) from t.copy join t.wide using (id, part, payload))`
      const [found] = await reader.rows(sql, { copy: { path }, wide: { path: 'wide' } })
      expect(found?.map(String), path).toEqual([String(rows), String(rows)])
    }
    const touched = Math.ceil(rows / 3)
    const changes = await reader.rows('select _change_type, n from t.changed where n <> 0 order by all', {
      changed: { path: 'changed' },
    })
    expect(changes.map(row => row.map(String))).toEqual([
      ['delete', String(touched)],
      ['insert', String(touched)],
      ['insert', String(rows)],
    ])
  },
  60 * 60_000,
)

function incremental(strategy: string, key: string): string {
  return `{{ config(materialized='incremental', incremental_strategy='${strategy}', ${key}) }}\nselect * from {{ ref('wide') }}`
}
