import { paint } from '../style.ts'
import type { Style } from '../terminal.ts'
import type { VerbName } from './call.ts'

type Example = readonly [command: string, does: string]

const examplesOf = {
  gild: [
    ['gild generate fastcart --orders 50000', 'write demo events'],
    ['gild build', 'load, run and test everything that changed'],
    ['gild build --select +daily_product_revenue', 'one model and all it needs'],
    ['gild show daily_product_revenue --limit 10', 'look at its rows'],
  ],
  build: [
    ['gild build', 'everything; what has not changed is skipped'],
    ['gild build --select tag:fastcart', 'all that has this tag'],
    ['gild build --select silver_orders+', 'a model and all that needs it'],
    ['gild build --full-refresh -s gold', 'from all input instead of the new'],
  ],
  run: [['gild run --select path:models/gold', 'the models of a folder']],
  test: [
    ['gild test', 'all data tests'],
    ['gild test --select orders', 'the tests of one model'],
  ],
  seed: [['gild seed --select countries', 'one CSV file']],
  show: [
    ['gild show orders', 'the first rows of a table or view'],
    ['gild show orders --output csv --output-file orders.csv', 'all of them in a file'],
    ['gild show unique_orders_order_id', 'the bad rows of a data test'],
    [`gild show --inline "select count(*) from {{ ref('orders') }}"`, 'rows of a query'],
  ],
  ls: [
    ['gild ls --select +orders', 'a model and all it needs'],
    ['gild ls --resource-type test --output name', 'names of data tests'],
  ],
  compile: [
    ['gild compile --select orders', 'one model'],
    [`gild compile --inline "{{ ref('orders') }}"`, 'print what a template becomes'],
  ],
  'run-operation': [
    ['gild run-operation count_rows', 'a macro without arguments'],
    [`gild run-operation count_rows --args '{model: orders}'`, 'with an argument'],
  ],
  'table history': [['gild table history orders --limit 5', 'the five newest versions']],
  'generate fastcart': [
    ['gild generate fastcart --orders 50000', 'until there are 50,000 orders'],
    ['gild generate fastcart --more 1000', '1,000 more orders'],
  ],
  'docs generate': [
    ['gild docs generate', 'then open target/docs/index.html'],
    ['gild docs generate --static', 'then open target/docs/static.html'],
  ],
  'docs serve': [['gild docs serve --port 8081', 'the site at http://127.0.0.1:8081/']],
  init: [
    ['gild init', 'a project here, from the CSV and Parquet files here'],
    ['gild init shop', 'in a new folder'],
  ],
  deps: [['gild deps', 'links the folders of local packages into dbt_packages/']],
  debug: [['gild debug', 'is everything there that a build needs?']],
  retry: [['gild retry', 'after a fix: only what failed or was skipped']],
  completion: [
    ['source <(gild completion bash)', 'in ~/.bashrc; zsh alike'],
    ['gild completion fish > ~/.config/fish/completions/gild.fish', ''],
  ],
  clean: [['gild clean', 'the next build compiles anew; tables stay']],
} satisfies Record<VerbName | 'gild', readonly Example[]>

/** The examples below a command's help. */
export function examples(verb: VerbName | 'gild', style: Style): string {
  const list: readonly Example[] = examplesOf[verb]
  const width = Math.max(...list.map(([command]) => command.length))
  const lines = list.map(([command, does]) => `  ${command.padEnd(width)}  ${paint(style, 'dim', does)}`)
  return ['', paint(style, 'bold', 'Examples:'), ...lines].join('\n')
}
