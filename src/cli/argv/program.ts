import { type Argument, Command } from 'commander'
import { paint } from '../style.ts'
import type { Call, CommandOptions, ParseContext, VerbName } from './call.ts'
import { examples } from './help-examples.ts'
import { anyNumber, oneOf, portNumber, positiveInteger, rowLimit, severalOf } from './option-values.ts'

export interface ProgramContext extends ParseContext {
  readonly print: (text: string) => void
  readonly run: (call: Call) => void
}

/** The commands and options of gild. Nothing runs here: the chosen command is handed to `run`. */
export function defineProgram(context: ProgramContext): Command {
  const program = base('gild', context)
    .description(
      'Turns raw events into trusted tables: SQL models, run incrementally on DuckDB over Delta Lake.',
    )
    .version(context.version, '-V, --version', 'print the version')
    .helpCommand(false)
    .addHelpText('after', () => examples('gild', context.style))
  addGlobalOptions(program)
  for (const { name, describe, define } of verbs) {
    const command = commandFor(program, name, context).description(describe)
    define?.(command)
    command.addHelpText('after', () => examples(name, context.style))
    command.action(() => {
      context.run({ verb: name, args: command.args, options: command.optsWithGlobals<CommandOptions>() })
    })
  }
  return program
}

interface Verb {
  readonly name: VerbName
  readonly describe: string
  readonly define?: (command: Command) => void
}

const verbs: readonly Verb[] = [
  {
    name: 'init',
    describe: 'make a project from CSV and Parquet files, or an example',
    define: c => c.argument('[name]', 'of a new folder (default: make it here)'),
  },
  { name: 'build', describe: 'load seeds, run models and test each one, in order', define: withBuildOptions },
  { name: 'run', describe: 'run models, without their tests', define: withRunOptions },
  { name: 'test', describe: 'run data tests', define: withTestOptions },
  { name: 'retry', describe: 'run what the last run left undone', define: withRetryOptions },
  { name: 'seed', describe: 'load the CSV files of seeds/', define: withRunOptions },
  { name: 'show', describe: 'print rows of a model, seed or source, or of a query', define: withShowOptions },
  { name: 'ls', describe: 'list what is in the project', define: withListOptions },
  {
    name: 'compile',
    describe: 'write the SQL of models and tests to target/compiled/',
    define: withCompileOptions,
  },
  {
    name: 'run-operation',
    describe: 'call a macro, which may run SQL',
    define: c =>
      c
        .argument('<macro>', 'its name, or package.name')
        .option('--args <yaml>', "its arguments: '{days: 30}'"),
  },
  {
    name: 'table history',
    describe: 'list the versions of a table',
    define: c =>
      c
        .argument('<model>', 'a model or seed')
        .option('--limit <n>', 'newest versions to list', rowLimit('--limit'), 20),
  },
  {
    name: 'generate fastcart',
    describe: 'write demo events of the web shop FastCart',
    define: withFastcartOptions,
  },
  {
    name: 'docs generate',
    describe: 'write the documentation site to target/docs/',
    define: c => c.option('--static', 'write one file, target/docs/static.html, to send or attach'),
  },
  {
    name: 'docs serve',
    describe: 'serve the documentation site on this machine',
    define: c => c.option('--port <n>', 'where to listen, 0 for any free port', portNumber('--port'), 8080),
  },
  { name: 'deps', describe: 'install the packages that packages.yml names' },
  { name: 'debug', describe: 'check that everything is there: project, lake, engine, streams' },
  {
    name: 'completion',
    describe: 'print a completion script for your shell',
    define: c => c.argument('<shell>', 'bash, zsh or fish'),
  },
  {
    name: 'clean',
    describe: 'remove target/, packages and clean-targets, never tables or topics',
  },
]

function addGlobalOptions(program: Command): void {
  program
    .option('--project-dir <folder>', 'folder of project.yml (default: here or above)')
    .option('-t, --target <name>', 'environment to use (default: the one that project.yml names)')
    .option('--vars <yaml>', `values for var(): '{start: 2025-01-01}'`)
    .option('--threads <n>', 'nodes that run at a time', positiveInteger('--threads'))
    .option(
      '--log-format <format>',
      'text for people, json for programs',
      oneOf('--log-format', ['text', 'json']),
      'text',
    )
    .option('-q, --quiet', 'print only what is wrong')
    .option('--no-color', 'no colours (also: NO_COLOR=1)')
    .option('--debug', 'add stack traces to errors')
}

function withSelection(command: Command): Command {
  return command
    .option('-s, --select <selector...>', 'nodes to take: name, +name, name+, tag:x, path:models/gold')
    .option('--exclude <selector...>', 'nodes to leave out')
}

function withRunOptions(command: Command): void {
  withSelection(command)
    .option('-f, --full-refresh', 'rebuild incremental models from all their input')
    .option('-x, --fail-fast', 'stop at the first failure')
    .option('--junit <file>', 'also write the results as JUnit XML')
}

function withBuildOptions(command: Command): void {
  withRunOptions(command)
  withStoreFailures(command)
}

function withStoreFailures(command: Command): void {
  command.option('--store-failures', 'keep the bad rows of data tests as tables in the lake')
}

function withRetryOptions(command: Command): void {
  command
    .option('-x, --fail-fast', 'stop at the first failure')
    .option('--junit <file>', 'also write the results as JUnit XML')
  withStoreFailures(command)
}

function withTestOptions(command: Command): void {
  withSelection(command)
    .option('-x, --fail-fast', 'stop at the first failure')
    .option('--junit <file>', 'also write the results as JUnit XML')
  withStoreFailures(command)
}

function withCompileOptions(command: Command): void {
  withSelection(command)
    .option('--inline <sql>', 'compile this SQL and print it')
    .option('-f, --full-refresh', 'compile incremental models as for a full refresh')
}

function withShowOptions(command: Command): void {
  command
    .argument('[name]', 'a model, seed, source or data test (its bad rows)')
    .option('--inline <sql>', 'rows of this query, which may use ref() and source()')
    .option(
      '--limit <n>',
      'rows to take, -1 for all (default: 5; all with --output-file)',
      rowLimit('--limit'),
    )
    .option(
      '--output <format>',
      `${showFormats.join(', ')} (default: table; json is one object a line)`,
      oneOf('--output', showFormats),
    )
    .option('--output-file <file>', 'write there instead')
}

const showFormats = ['table', 'csv', 'json', 'parquet']

function withListOptions(command: Command): void {
  const formats = ['selector', 'name', 'path', 'json']
  const types = ['model', 'seed', 'source', 'test', 'unit_test', 'exposure']
  withSelection(command)
    .option(
      '--output <format>',
      `what to print of each: ${formats.join(', ')}`,
      oneOf('--output', formats),
      'selector',
    )
    .option(
      '--resource-type <type...>',
      `only these: ${types.join(', ')}`,
      severalOf('--resource-type', types),
    )
}

function withFastcartOptions(command: Command): void {
  const number = (flags: string, describe: string) => {
    command.option(flags, describe, anyNumber(flags.split(' ')[0] ?? flags))
  }
  number('--orders <n>', 'write until so many orders exist')
  number('--more <n>', 'write so many orders more')
  number('--days <n>', 'write until so many days exist, 50,000 orders each')
  number('--rate <n>', 'events a second at most')
  number('--dirty <percent>', 'percentage of broken, late, double or odd events (default: 0)')
  number('--seed <n>', 'another world of customers and orders (default: 42)')
  command.option('--start <time>', "where the world's clock starts (default: 2025-01-01T00:00:00Z)")
  number(
    '--duration <minutes>',
    'without --orders, --more, --days: how long to write by the wall clock (default: 5)',
  )
  number('--min-delay <seconds>', 'of that, the shortest time between two events (default: 1)')
  number('--max-delay <seconds>', 'and the longest (default: 60)')
  command
    .option('--topic <name>', 'where to write (default: ecommerce-sales)')
    .option('--kafka-topic <name>', 'the same')
    .option('--output-console', 'also print each message')
    .option('--no-console', 'print nothing')
}

// `table history` is the command `history` below `table`.
function commandFor(program: Command, name: VerbName, context: ProgramContext): Command {
  const [group, leaf] = name.split(' ')
  if (leaf === undefined) return attach(program, base(name, context))
  const parent =
    program.commands.find(c => c.name() === group) ?? attach(program, groupFor(group ?? '', context))
  return attach(parent, base(leaf, context))
}

const groups: Readonly<Record<string, string>> = {
  table: 'look into tables: history',
  docs: 'documentation with lineage: generate, serve',
  generate: 'write demo events: fastcart',
}

function groupFor(name: string, context: ProgramContext): Command {
  return base(name, context)
    .description(groups[name] ?? '')
    .helpCommand(false)
}

function attach(parent: Command, command: Command): Command {
  parent.addCommand(command)
  return command
}

function base(name: string, { style, columns, print }: ProgramContext): Command {
  return new Command(name)
    .helpOption('-h, --help', 'print help')
    .exitOverride()
    .allowExcessArguments(false)
    .showSuggestionAfterError(false)
    .configureOutput({
      writeOut: print,
      writeErr: print,
      outputError: () => undefined,
      getOutHelpWidth: () => columns,
      getErrHelpWidth: () => columns,
      getOutHasColors: () => style.color,
      getErrHasColors: () => style.color,
    })
    .configureHelp({
      showGlobalOptions: true,
      subcommandTerm: c => [c.name(), ...c.registeredArguments.map(humanArgument)].join(' '),
      styleTitle: text => paint(style, 'bold', text),
      styleCommandText: text => paint(style, 'cyan', text),
      styleSubcommandText: text => paint(style, 'cyan', text),
      styleOptionText: text => paint(style, 'cyan', text),
    })
}

function humanArgument(argument: Argument): string {
  return argument.required ? `<${argument.name()}>` : `[${argument.name()}]`
}
