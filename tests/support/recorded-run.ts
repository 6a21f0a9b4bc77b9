import { GildError } from '../../src/errors/gild-error.ts'
import type { NodeOutcome, RunEvent } from '../../src/ports/run-event.ts'

const startedAt = Date.UTC(2025, 0, 1)
const common = { startedAt, compileMs: 4, thread: 'Thread-1' }

const unknownColumn = new GildError(
  'sql-error',
  {
    node: 'silver_orders',
    problem: 'Referenced column "custmer_id" not found.',
    candidates: ['customer_id'],
    offset: 61,
  },
  {
    at: {
      file: 'models/silver/silver_orders.sql',
      line: 3,
      column: 7,
      endLine: 3,
      endColumn: 17,
    },
  },
)

const outcomes: readonly NodeOutcome[] = [
  {
    ...common,
    id: 'seed.shop.countries',
    name: 'countries',
    resourceType: 'seed',
    describes: 'seed',
    position: 1,
    status: 'success',
    executeMs: 110,
    rows: 250n,
    version: 0,
  },
  {
    ...common,
    id: 'model.shop.bronze_ecommerce_sales',
    name: 'bronze_ecommerce_sales',
    resourceType: 'model',
    describes: 'incremental (append)',
    position: 2,
    status: 'success',
    executeMs: 2304,
    rows: 200112n,
    version: 3,
    filesAdded: 4,
    bytesAdded: 12345678,
    relation: '"bronze"."ecommerce_sales"',
    reads: [
      {
        name: { schema: 'fastcart', name: 'ecommerce_sales' },
        from: 'ecommerce-sales',
        files: 3,
        filesBeforePruning: 3,
        bytes: 90000000,
        bytesBeforePruning: 90000000,
        offsets: [{ partition: 0, from: 0n, to: 9007199254740993n }],
      },
    ],
  },
  {
    ...common,
    id: 'test.shop.not_null_bronze_ecommerce_sales_order_id.1a2b',
    name: 'not_null_bronze_ecommerce_sales_order_id',
    resourceType: 'test',
    describes: 'not_null',
    position: 3,
    status: 'pass',
    executeMs: 9,
    failures: 0n,
  },
  {
    ...common,
    id: 'test.shop.unique_bronze_ecommerce_sales_order_id_and_status_and_a_long_name.2b3c',
    name: 'unique_bronze_ecommerce_sales_order_id_and_status_and_a_long_name',
    resourceType: 'test',
    describes: 'unique',
    position: 4,
    status: 'warn',
    executeMs: 31,
    failures: 12n,
    message: '12 rows != 0',
  },
  {
    ...common,
    id: 'model.shop.silver_orders',
    name: 'silver_orders',
    resourceType: 'model',
    describes: 'incremental (merge)',
    position: 5,
    status: 'error',
    executeMs: 76,
    message: unknownColumn.message,
    error: unknownColumn,
  },
  {
    ...common,
    id: 'model.shop.silver_returns',
    name: 'silver_returns',
    resourceType: 'model',
    describes: 'view',
    position: 6,
    status: 'error',
    executeMs: 2,
    message: unknownColumn.message,
    error: new AggregateError([unknownColumn]),
  },
  {
    ...common,
    id: 'model.shop.order_status_distribution',
    name: 'order_status_distribution',
    resourceType: 'model',
    describes: 'table',
    position: 7,
    status: 'skipped',
    compileMs: 0,
    executeMs: 0,
    thread: '',
    message: '"silver_orders" failed',
  },
  {
    ...common,
    id: 'model.shop.customer_segmentation',
    name: 'customer_segmentation',
    resourceType: 'model',
    describes: 'incremental (insert_overwrite)',
    position: 8,
    status: 'no-op',
    compileMs: 0,
    executeMs: 3,
    version: 12,
    message: 'nothing new in silver_sales',
  },
  {
    ...common,
    id: 'model.shop.daily_product_revenue',
    name: 'daily_product_revenue',
    resourceType: 'model',
    describes: 'table',
    position: 9,
    status: 'success',
    executeMs: 61004,
    rows: 1n,
    version: 42,
    message:
      'its code changed; rows from before keep the old logic until: gild build --full-refresh --select daily_product_revenue',
  },
  {
    ...common,
    id: 'test.shop.accepted_values_status.3c4d',
    name: 'accepted_values_status',
    resourceType: 'test',
    describes: 'accepted_values',
    position: 10,
    status: 'fail',
    executeMs: 12,
    failures: 1n,
    message: 'Got 1 result',
    at: { file: 'models/gold/schema.yml', line: 12, column: 11 },
    badRows: {
      columns: [
        { name: 'status', type: 'VARCHAR' },
        { name: 'n', type: 'BIGINT' },
      ],
      rows: [['shiped', null]],
    },
    error: new GildError('data-test-failed', {
      test: 'accepted_values_status',
      failures: 1n,
      condition: '!= 0',
    }),
  },
  ...['unique_orders_order_id', 'not_null_orders_order_id'].map(
    (name, i): NodeOutcome => ({
      ...common,
      id: `test.shop.${name}`,
      name,
      resourceType: 'test',
      describes: 'unique',
      position: 11 + i,
      status: 'no-op',
      executeMs: 1,
      message: 'passed before on the same versions',
    }),
  ),
]

/** A run in which every status occurs, one error reaches two nodes, and one name is too long for its column. */
export const recordedRun: readonly RunEvent[] = [
  {
    kind: 'run-started',
    runId: 'run-1',
    command: 'build',
    version: '0.1.0',
    project: 'shop',
    target: 'dev',
    engine: 'duckdb',
    threads: 4,
    total: 12,
    longestName: 65,
  },
  { kind: 'warning', id: undefined, message: 'The selector "tag:fastcrt" matches nothing.' },
  {
    kind: 'warning',
    id: undefined,
    message: 'The entry describes "orderz", which is not there.',
    at: { file: 'models/schema.yml', line: 4, column: 11 },
    hint: 'Did you mean "orders"?',
  },
  ...outcomes.flatMap((outcome): readonly RunEvent[] => [
    { kind: 'node-started', id: outcome.id, position: outcome.position },
    { kind: 'node-finished', ...outcome },
  ]),
  { kind: 'run-finished', runId: 'run-1', elapsedMs: 63_410, cancelled: false },
]

/** The source that the recorded error points at. */
export function recordedSource(file: string): string | undefined {
  if (file !== 'models/silver/silver_orders.sql') return undefined
  return "select *\nfrom {{ ref('bronze_ecommerce_sales') }}\nwhere custmer_id is not null\n  and order_id > 0\n"
}
