import { type Command, CommanderError } from 'commander'
import { GildError } from '../../errors/gild-error.ts'
import { nearest } from '../../errors/nearest.ts'
import type { Call, ParseContext } from './call.ts'
import { defineProgram } from './program.ts'

/** What a command line asks for. */
export type Parsed =
  | { readonly kind: 'print'; readonly text: string }
  /** No command at all: the help text, but nothing was done. */
  | { readonly kind: 'misuse'; readonly text: string }
  | { readonly kind: 'call'; readonly call: Call }

/** Reads the arguments behind `gild`. Usage errors throw `GildError`s of the command line's table. */
export function parseCommandLine(argv: readonly string[], context: ParseContext): Parsed {
  let printed = ''
  let call: Call | undefined
  const program = defineProgram({ ...context, print: text => (printed += text), run: c => (call = c) })
  try {
    program.parse([...argv], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode !== 0 && error.code !== 'commander.help') throw usageError(error, { program, argv })
    return { kind: error.exitCode === 0 ? 'print' : 'misuse', text: printed }
  }
  return call === undefined ? { kind: 'misuse', text: program.helpInformation() } : { kind: 'call', call }
}

interface UsageContext {
  readonly program: Command
  readonly argv: readonly string[]
}

// Commander names the culprit only inside its message, in quotes; what went wrong is told by its code.
function usageError(error: CommanderError, { program, argv }: UsageContext): Error {
  const quoted = (/'([^']*)'/.exec(error.message)?.[1] ?? '').replace(/ [<[].*$/, '')
  const command = commandOf(program, argv)
  const name = fullName(command)
  switch (error.code) {
    case 'commander.unknownCommand':
      return new GildError('unknown-command', {
        command: quoted,
        closest: closestCommand(quoted, command),
      })
    case 'commander.unknownOption':
      return new GildError('unknown-option', {
        option: quoted,
        command: name,
        closest: closestOption(quoted, command),
      })
    case 'commander.missingArgument':
      return new GildError('missing-argument', { argument: quoted, command: name })
    case 'commander.optionMissingArgument':
      return new GildError('missing-option-value', { option: quoted, command: name })
    case 'commander.excessArguments':
      return new GildError('extra-arguments', { extra: extraOf(command), command: name })
    default:
      return error
  }
}

function commandOf(program: Command, argv: readonly string[]): Command {
  let command = program
  for (const word of argv) {
    const below = command.commands.find(c => c.name() === word)
    if (below !== undefined) command = below
  }
  return command
}

function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`
}

function closestCommand(word: string, command: Command): string | undefined {
  const closest = nearest(
    word,
    command.commands.map(c => c.name()),
  )
  const path = fullName(command).split(' ').slice(1)
  return closest === undefined ? undefined : [...path, closest].join(' ')
}

function closestOption(option: string, command: Command): string | undefined {
  const own = command.options.map(o => o.long ?? o.short ?? '')
  const inherited = command.parent === null ? [] : command.parent.options.map(o => o.long ?? o.short ?? '')
  return nearest(option, [...own, ...inherited, '--help'])
}

function extraOf(command: Command): readonly string[] {
  return command.args.slice(command.registeredArguments.length)
}
