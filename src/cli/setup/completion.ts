import type { Command } from 'commander'
import { defineProgram } from '../argv/program.ts'
import type { VerbContext } from '../verb-context.ts'
import { type CommandSpec, completionScript } from './completion-script.ts'

/** Prints a script that completes commands, options and names of nodes. */
export async function completion({ host, call, out }: VerbContext): Promise<number> {
  const program = defineProgram({
    version: host.version,
    style: { color: false, unicode: true },
    columns: 100,
    print: () => undefined,
    run: () => undefined,
  })
  out.write(completionScript(call.args[0] ?? '', specsOf(program, [])))
  return 0
}

function specsOf(command: Command, path: readonly string[]): readonly CommandSpec[] {
  const below = command.commands.flatMap(each => specsOf(each, [...path, each.name()]))
  const own = [...command.options, ...(command.parent === null ? [] : rootOf(command).options)]
  const spec: CommandSpec = {
    path,
    description: command.description(),
    commands: command.commands.map(each => ({ name: each.name(), description: each.description() })),
    options: own.map(({ short, long, description, required }) => ({
      short,
      long: long ?? '',
      description,
      takesValue: required,
    })),
    takesNode: command.registeredArguments.some(argument => /^(name|model)$/.test(argument.name())),
  }
  return [spec, ...below]
}

function rootOf(command: Command): Command {
  return command.parent === null ? command : rootOf(command.parent)
}
