import type { ErrorCode, ErrorParams } from '../../src/errors/error-table.ts'

/** Parameters for each code, so that every message can be read as text: more than one where its sentence changes. */
export const errorSamples: { readonly [C in ErrorCode]: readonly [ErrorParams<C>, ...ErrorParams<C>[]] } = {
  // Templates
  'template-syntax': [
    { problem: 'expected an expression, found "}}"' },
    { problem: 'unexpected "endfor"', inside: { tag: 'if', line: 3 } },
  ],
  'template-unknown-tag': [
    { tag: 'endfi', expected: ['elif', 'else', 'endif'], inside: { tag: 'if', line: 4 }, closest: 'endif' },
    { tag: 'switch', expected: [] },
  ],
  'template-unclosed-block': [{ tag: 'for', line: 2, expected: ['else', 'endfor'] }],
  'template-unknown-filter': [{ filter: 'uper', closest: 'upper' }],
  'template-unknown-test': [{ test: 'define', closest: 'defined' }],
  'template-undefined': [{ problem: '"colum" is undefined', closest: 'column' }],
  'template-type': [{ problem: 'cannot add a string to a number', kind: 'TypeError' }],
  'template-value': [{ problem: 'invalid literal for int(): "x"', kind: 'ValueError' }],
  'template-macro-arguments': [{ macro: 'cents_to_dollars', problem: 'takes at most 2 arguments, not 3' }],
  'template-macro-error': [{ problem: 'caller() is used outside of a call block' }],
  'template-recursion': [{ macro: 'walk', depth: 200 }],
  'template-limit': [{ problem: 'range() of 2,000,000 numbers is over the limit of 100,000' }],
  'template-async': [{ function: 'run_query' }],

  // Projects
  'ref-not-found': [
    { node: 'silver_orders', ref: 'bronze_order', closest: 'bronze_orders' },
    { node: 'silver_orders', ref: 'weather' },
  ],
  'ref-disabled': [{ node: 'silver_orders', ref: 'bronze_orders' }],
  'ref-invalid': [{ node: 'silver_orders', call: 'ref()', problem: 'has no name' }],
  'source-not-found': [{ node: 'bronze_orders', source: 'fastcart.sale', closest: 'fastcart.sales' }],
  'var-missing': [{ name: 'start_dat', closest: 'start_date' }, { name: 'region' }],
  'env-var-missing': [{ name: 'LAKE_ROOT' }],
  'macro-not-found': [
    { node: 'orders', macro: 'cnets', closest: 'cents' },
    { node: 'orders', macro: 'pivot' },
  ],
  'yaml-syntax': [{ problem: 'nested mappings are not allowed in compact mappings' }],
  'yaml-duplicate-key': [{ key: 'description' }],
  'yaml-unknown-key': [
    { key: 'descripton', closest: 'description', known: ['name', 'description', 'columns'] },
    { key: 'x', known: ['name', 'description', 'columns'] },
  ],
  'yaml-missing-key': [{ key: 'name', in: 'The model' }],
  'yaml-invalid-value': [
    { key: 'materialized', expected: 'one of view, table', found: '"tabel"', closest: 'table' },
    { key: 'threads', expected: 'a whole number', found: '"four"' },
  ],
  'config-unknown-key': [
    { node: 'orders', key: 'materialised', closest: 'materialized' },
    { node: 'orders', key: 'owner' },
  ],
  'config-invalid': [
    {
      node: 'orders',
      problem: 'the strategy "delete+insert" needs a unique_key',
      fix: 'Set unique_key, or another incremental_strategy.',
    },
  ],
  'config-unsupported': [{ key: 'pre_hook' }],
  'config-required': [{ key: 'region' }],
  'file-unreadable': [{ file: 'models/orders.sql' }],
  raised: [{ message: 'The variable "region" must be eu or us.' }],
  'key-ignored': [{ key: 'query-comment' }],
  'duplicate-name': [
    { kind: 'models', name: 'orders', files: ['models/a/orders.sql', 'models/b/orders.sql'] },
  ],
  'duplicate-path': [{ path: 'gold/orders', nodes: ['orders', 'orders_v2'] }],
  'path-inside-table': [
    { node: 'items', path: 'gold/orders/items', outer: 'orders', outerPath: 'gold/orders' },
  ],
  'path-invalid': [{ node: 'orders', path: '../orders' }],
  'described-twice': [{ kind: 'model', name: 'orders', places: ['models/a.yml:3', 'models/b.yml:7'] }],
  'described-unknown': [{ kind: 'model', name: 'order', closest: 'orders' }],
  'seed-column-missing': [
    { seed: 'countries', column: 'iso_cod', file: 'seeds/countries.csv', closest: 'iso_code' },
  ],
  'seed-invalid': [{ file: 'seeds/countries.csv', problem: 'it has no header' }],
  'data-test-not-found': [{ test: 'not_nul', closest: 'not_null' }, { test: 'is_even' }],
  'data-test-argument': [{ test: 'accepted_values', argument: 'vals', closest: 'values' }],
  'data-test-argument-missing': [{ test: 'accepted_values', argument: 'values' }],
  'unit-test-model': [{ test: 'adds_tax', model: 'ordres', closest: 'orders' }],
  'unit-test-input': [{ test: 'adds_tax', input: 'orders' }],
  'unit-test-rows': [
    { test: 'adds_tax', of: "ref('orders')", problem: 'has rows as text, and no "format" of "csv" or "sql"' },
  ],
  'fixture-not-found': [{ fixture: 'ordres', closest: 'orders' }, { fixture: 'orders' }],
  'exposure-input': [{ exposure: 'weekly_report', input: 'orders' }],
  'doc-not-found': [{ name: 'ordres', closest: 'orders' }, { name: 'orders' }],
  'doc-block-invalid': [
    { name: 'orders', problem: 'is not closed by {% enddocs %}' },
    { name: '', problem: 'has no name of letters, digits and underscores' },
  ],
  'naming-macro-failed': [
    { macro: 'generate_schema_name', node: 'orders', problem: 'it returned an empty text' },
  ],
  'package-entry-invalid': [{ kinds: [] }, { kinds: ['local', 'git'] }],
  'package-unsupported': [
    { package: 'dbt-labs/dbt_utils', kind: 'package' },
    { package: 'https://example.com/utils.git', kind: 'git' },
    { package: 'https://example.com/utils.tar.gz', kind: 'tarball' },
    { package: 'acme/utils', kind: 'private' },
  ],
  'package-not-found': [
    { package: '../utils', folder: '/home/ana/utils', problem: 'there is no project.yml or dbt_project.yml' },
  ],
  'package-not-installed': [{ package: '../utils' }],
  'package-duplicate': [{ name: 'utils', folders: ['../utils', '../old/utils'] }],
  'package-cycle': [{ path: ['shop', 'utils', 'shop'] }],
  'package-folder-taken': [{ folder: 'dbt_packages/utils' }],
  'target-not-found': [
    { target: 'prd', closest: 'prod', known: ['dev', 'prod'] },
    { target: 'x', known: ['dev', 'prod'] },
  ],
  'clean-unsafe': [{ key: 'clean-targets', path: 'models', why: 'which holds files of the project' }],
  'graph-cycle': [
    {
      path: [
        { name: 'a', file: 'models/a.sql' },
        { name: 'b', file: 'models/b.sql' },
      ],
    },
    { path: [{ name: 'a', file: 'models/a.sql' }] },
  ],
  'selector-invalid': [
    { selector: '+', reason: 'it names nothing', hint: 'Write a name behind the plus: +orders.' },
  ],
  'selector-unknown-method': [
    { selector: 'tags:gold', method: 'tags', closest: 'tag', known: ['path', 'tag'] },
    { selector: 'x:gold', method: 'x', known: ['path', 'tag'] },
  ],
  'selector-matches-nothing': [{ selector: 'tag:glod', closest: 'tag:gold' }],
  'ref-undeclared': [{ node: 'orders', to: 'countries', call: "ref('countries')" }],
  'changes-need-relation': [{ node: 'orders', call: 'changes()' }],
  'dispatch-not-found': [
    { macro: 'datediff', candidates: ['duckdb__datediff', 'default__datediff'], closest: 'date_diff' },
  ],
  'sql-empty': [{ node: 'orders' }],

  // Delta
  'delta-unsupported-feature': [
    { table: 'silver/orders', features: ['typeWidening', 'variantType'] },
    { table: 'silver/orders', features: ['rowTracking'], access: 'write' },
  ],
  'delta-log-corrupt': [
    { table: 'silver/orders', file: '00000000000000000007.json', problem: 'line 2 is not JSON' },
  ],
  'delta-log-incomplete': [
    { table: 'silver/orders', from: 3, to: 7 },
    { table: 'silver/orders', from: 3, to: 3 },
  ],
  'delta-version-not-found': [{ table: 'silver/orders', version: 12, latest: 7 }],
  'delta-time-not-found': [
    { table: 'silver/orders', time: '2025-01-01T00:00:00Z', earliest: '2025-02-01T08:30:00Z' },
  ],
  'delta-unsupported-type': [
    {
      table: 'gold/totals',
      column: 'total',
      type: 'HUGEINT',
      reason: 'Delta has no integers of 128 bits',
      hint: 'Cast it to DECIMAL(38,0) or BIGINT.',
    },
  ],
  'delta-duplicate-column': [
    { table: 'gold/totals', column: 'Total', other: 'total' },
    { table: 'gold/totals', column: 'total', other: 'total' },
  ],
  'delta-bad-partition-column': [{ column: 'items', problem: 'it is a list' }],
  'delta-bad-partition-value': [{ column: 'order_date', value: '2025-13-01', type: 'date' }],
  'delta-infinite-date': [
    { column: 'valid_to', value: 'infinity' },
    { column: 'valid_from', value: '-infinity' },
  ],
  'delta-null-not-allowed': [{ column: 'order_id', rows: '3' }],
  'delta-append-only': [{ table: 'bronze/sales', files: 4 }],
  'storage-failed': [
    { operation: 'write', path: '/lake/silver/orders/_delta_log/7.json', reason: 'permission denied' },
  ],

  // Streams
  'topic-not-found': [{ topic: 'ecommerce-sales', where: 'lake/_topics' }],
  'topic-name-invalid': [{ topic: '../sales' }],
  'topic-unreadable': [
    {
      topic: 'ecommerce-sales',
      file: 'lake/_topics/ecommerce-sales/topic.json',
      problem: 'there is no UUID',
    },
  ],
  'topic-locked': [{ topic: 'ecommerce-sales', pid: 4711, file: 'lake/_topics/ecommerce-sales/lock.json' }],
  'offsets-out-of-range': [{ topic: 'ecommerce-sales', partition: 2, from: 5n, to: 90n, low: 10n, end: 80n }],
  'partition-not-found': [{ topic: 'ecommerce-sales', partition: 3, partitions: 3 }],
  'segment-corrupt': [
    {
      file: 'lake/_topics/ecommerce-sales/0/00000000000000000000.log',
      position: 65_536,
      problem: 'the checksum of the block does not fit',
    },
  ],
  'message-too-large': [{ topic: 'ecommerce-sales', bytes: 70_000_000, limit: 67_108_864 }],
  'topic-io-failed': [
    { action: 'append to', file: 'lake/_topics/ecommerce-sales/0/0.log', problem: 'ENOSPC', full: true },
    { action: 'read', file: 'lake/_topics/ecommerce-sales/0/0.log', problem: 'EIO', full: false },
  ],
  'topic-not-generated': [{ topic: 'ecommerce-sales', partition: 0, generator: 'fastcart' }],
  'generator-mismatch': [{ topic: 'ecommerce-sales', option: '--seed', was: '42', given: '7' }],
  'generator-option-invalid': [{ option: '--dirty', value: '120', expected: 'a percentage of 0 to 100' }],
  'source-column-type': [{ column: 'total', type: 'DECIMAL(12,' }],

  'stream-replaced': [{ node: 'bronze_sales', topic: 'ecommerce-sales', was: '6f1c…', is: 'a03b…' }],
  'stream-data-loss': [
    { node: 'bronze_sales', topic: 'ecommerce-sales', partition: 0, next: 100n, low: 250n },
  ],
  'stream-went-back': [
    { node: 'bronze_sales', topic: 'ecommerce-sales', partition: 0, next: 100n, end: 80n },
  ],

  // The engine
  'sql-error': [
    {
      node: 'orders',
      problem: 'Table with name customers does not exist!',
      advice: "A model or seed is read as {{ ref('customers') }}.",
    },
    {
      node: 'orders',
      problem: 'Referenced column "statsu" not found in FROM clause!',
      candidates: ['status', 'start'],
      offset: 7,
    },
    { node: 'orders', problem: 'syntax error at or near "form".' },
  ],
  'out-of-memory': [{ node: 'orders', limit: '400MB', problem: 'failed to pin block of size 256.0 KiB.' }],
  'disk-full': [{ what: 'the table "silver/orders"', problem: 'No space left on device.' }],
  'engine-failed': [{ what: 'starting', problem: 'the native library cannot be loaded.' }],
  'table-file-missing': [{ table: 'silver/orders', version: 7, problem: 'part-1.parquet: no such file.' }],
  'table-not-found': [{ table: 'silver/orders', version: 7 }],
  'stream-not-append-only': [{ table: 'silver/orders', since: 3, version: 7 }],
  'merge-duplicate-key': [
    { node: 'orders', keys: ['order_id'], count: 12n, example: "('ORD-1')" },
    { node: 'orders', keys: ['order_id', 'day'], count: 1n, example: "('ORD-1', 2025-01-01)" },
  ],
  'unique-key-missing': [{ node: 'orders', key: 'order_idd', closest: 'order_id' }],
  'partition-column-missing': [{ node: 'orders', column: 'order_dat', closest: 'order_date' }],
  'partition-changed': [{ table: 'silver/orders', was: ['order_date'], is: ['order_date', 'region'] }],
  'column-name-unsupported': [{ node: 'orders', column: 'total (EUR)' }],
  'schema-changed': [
    {
      node: 'orders',
      setting: 'fail',
      added: ['region'],
      missing: ['country'],
      retyped: ['total (DOUBLE, was BIGINT)'],
    },
  ],
  'undeclared-fields': [{ node: 'bronze_sales' }],
  'csv-invalid': [{ file: 'seeds/countries.csv', problem: 'line 7 has 4 fields, not 3' }],

  // Runs
  'run-cancelled': [{}],
  'input-not-built': [
    { node: 'orders', input: 'bronze_orders', kind: 'model' },
    { node: 'orders', input: 'shop.orders', kind: 'source' },
  ],
  'publish-conflict': [{ node: 'orders', attempts: 8, reason: 'concurrent-delete' }],
  'no-streams': [{ node: 'bronze_sales', source: 'fastcart.ecommerce_sales', target: 'ci' }],
  'stream-needs-incremental': [{ node: 'orders', input: 'bronze_orders', call: 'stream()' }],
  'changes-need-table': [{ node: 'orders', input: 'orders_view', call: 'changes()' }],
  'values-of-columns': [{ node: 'orders', columns: ['order_id', 'order_date'] }],
  'changes-of-files': [{ node: 'orders', input: 'shop.orders', call: 'changes()' }],
  'source-files-missing': [
    { source: 'shop.orders', location: 'data/orders.parquet', isPattern: false },
    { source: 'shop.orders', location: 'data/*.parquet', isPattern: true },
  ],
  'source-files-invalid': [
    { location: 'data/*.parquet', problem: `No magic bytes found at end of file 'data/orders.parquet'.` },
  ],
  'data-test-failed': [
    { test: 'unique_orders_order_id', failures: 12n, condition: '!= 0' },
    { test: 'unique_orders_order_id', failures: 1n, condition: '> 0' },
    {
      test: 'unique_orders_order_id',
      failures: 2n,
      condition: '!= 0',
      stored: 'dbt_test__audit/unique_orders_order_id',
    },
  ],
  'unit-test-failed': [
    {
      test: 'adds_tax',
      model: 'orders',
      missing: 1,
      unexpected: 2,
      difference: '            id  total\nmissing     1   11.90\nunexpected  1   10.00\nunexpected  2   5.00',
    },
  ],
  'unit-test-input-missing': [{ test: 'adds_tax', model: 'orders', input: "ref('raw_orders')" }],
  'unit-test-column': [
    { test: 'adds_tax', of: "ref('raw_orders')", column: 'totl', closest: 'total' },
    { test: 'adds_tax', of: 'its model', column: 'x' },
  ],
  'unit-test-value': [
    { test: 'adds_tax', of: '"expect"', problem: "Could not convert string 'abc' to INT32." },
  ],

  // The command line
  'project-not-found': [{ folder: '/home/ana/shop' }],
  'unknown-command': [{ command: 'biuld', closest: 'build' }, { command: 'deploy' }],
  'unknown-option': [
    { option: '--selct', command: 'gild build', closest: '--select' },
    { option: '--fast', command: 'gild build' },
  ],
  'missing-argument': [{ argument: 'model', command: 'gild table history' }],
  'extra-arguments': [{ extra: ['orders', 'sales'], command: 'gild build' }],
  'missing-option-value': [{ option: '--limit', command: 'gild show' }],
  'invalid-option-value': [
    { option: '--limit', value: 'ten', expected: 'a whole number of at least 1, or -1 for all' },
  ],
  'docs-not-generated': [{ folder: '/srv/shop/target/docs' }],
  'docs-script-missing': [{ folder: '/opt/gild/dist/docs' }],
  'port-in-use': [{ port: 8080, address: '127.0.0.1' }],
  'port-refused': [{ port: 80, problem: 'EACCES' }],
  'artifact-invalid': [{ file: 'target/run_results.json', problem: 'Unexpected end of JSON input' }],
  'too-many-threads': [{ threads: 60, pool: 64, limit: 56 }],
  'invalid-vars': [{ problem: 'is not a mapping' }],
  'nothing-to-show': [{}],
  'unknown-node': [{ name: 'order', closest: 'orders' }, { name: 'weather' }],
  'no-table-of-node': [{ name: 'orders_view', kind: 'materialized as view' }],
  'table-not-built': [{ name: 'orders', path: 'silver/orders' }],
  'project-exists': [{ folder: '/home/ada/shop' }],
  'init-would-overwrite': [{ folder: '/home/ada/shop', files: ['seeds/seeds.yml'] }],
  'no-last-run': [{ folder: 'target' }],
  'unknown-shell': [{ shell: 'tcsh' }],
  'parquet-needs-file': [{}],
  'lake-unwritable': [
    { folder: '/srv/shop/lake/dev', existing: '/srv/shop/lake/dev', target: 'dev' },
    { folder: '/srv/shop/lake/dev', existing: '/srv/shop', target: 'dev' },
  ],
  'output-unwritable': [{ file: 'reports/junit.xml' }],
  'clean-refused': [{ folder: 'lake', reason: 'which holds tables' }],

  // Hooks
  'hook-failed': [
    { node: 'orders', kind: 'pre-hook', problem: 'Table with name rates does not exist!' },
    { node: 'orders', kind: 'post-hook', problem: 'Table with name audit does not exist!', published: 4 },
    { node: 'shop-on-run-start-0', kind: 'on-run-start', problem: 'syntax error at or near "crate"' },
  ],
  'hook-table-missing': [{ node: 'orders', kind: 'pre-hook' }],
  'hook-reads-changes': [{ node: 'orders', input: 'raw_orders', call: 'stream()' }],
  'seed-hook-reads': [{ seed: 'countries', call: "ref('orders')" }],
  'table-written-by-gild': [
    { node: 'orders', verb: 'CREATE', table: 'orders' },
    { node: 'audit', verb: 'DELETE', table: 'orders' },
    { node: 'orders', verb: 'GRANT', table: 'orders' },
  ],
  'query-failed': [
    {
      node: 'orders',
      problem: 'Referenced column "totel" not found in FROM clause!',
      line: 'select max(totel)',
      candidates: ['total'],
    },
    { node: 'count_rows', problem: 'syntax error at or near "form"' },
  ],
  'query-not-possible': [{ node: 'orders' }],
  'unknown-macro': [{ macro: 'cuont_rows', closest: 'count_rows' }, { macro: 'x' }],
  'unknown-argument': [
    { macro: 'count_rows', argument: 'modl', closest: 'model', known: ['model'] },
    { macro: 'count_rows', argument: 'x', known: ['model', 'days'] },
    { macro: 'clear', argument: 'x', known: [] },
  ],
  'invalid-args': [{ problem: 'is not a mapping' }],
}
