import { GildError } from '../../errors/gild-error.ts'

/** A command as a completion needs it. */
export interface CommandSpec {
  /** Empty for gild itself, `['table', 'history']` for one of a group. */
  readonly path: readonly string[]
  readonly description: string
  readonly commands: readonly { readonly name: string; readonly description: string }[]
  readonly options: readonly OptionSpec[]
  /** Its argument is the name of a node. */
  readonly takesNode: boolean
}

export interface OptionSpec {
  readonly short: string | undefined
  readonly long: string
  readonly description: string
  readonly takesValue: boolean
}

/** The completion script of a shell. Throws `unknown-shell`. */
export function completionScript(shell: string, specs: readonly CommandSpec[]): string {
  if (shell === 'bash') return bashScript(specs)
  if (shell === 'zsh')
    return `#compdef gild\nautoload -U +X bashcompinit && bashcompinit\n${bashScript(specs)}`
  if (shell === 'fish') return fishScript(specs)
  throw new GildError('unknown-shell', { shell })
}

const nodeNames = 'gild ls --output name 2>/dev/null'
const takeNodes = ['--select', '-s', '--exclude']
const takeFiles = ['--project-dir', '--junit', '--output-file']

function bashScript(specs: readonly CommandSpec[]): string {
  const steps = specs.flatMap(({ path, commands }) => commands.map(({ name }) => `${path.join(' ')}/${name}`))
  const words = specs.map(
    ({ path, commands, options, takesNode }) =>
      `    "${path.join(' ')}") words="${[...commands.map(({ name }) => name), ...options.map(({ long }) => long), '--help'].join(' ')}${takesNode ? ` $(${nodeNames})` : ''}" ;;`,
  )
  return `_gild() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local command="" words="" i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$command/\${COMP_WORDS[i]}" in
      ${steps.map(step => `"${step}"`).join('|')})
        command="\${command:+$command }\${COMP_WORDS[i]}" ;;
    esac
  done
  case "$previous" in
    ${takeNodes.join('|')}) COMPREPLY=($(compgen -W "$(${nodeNames})" -- "$current")); return ;;
    ${takeFiles.join('|')}) COMPREPLY=($(compgen -f -- "$current")); return ;;
  esac
  case "$command" in
${words.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _gild gild
`
}

function fishScript(specs: readonly CommandSpec[]): string {
  const lines = specs.flatMap(spec => {
    const where = fishCondition(spec)
    const commands = spec.commands.map(
      ({ name, description }) => `complete -c gild -f -n ${where} -a ${name} -d ${quote(description)}`,
    )
    const names = spec.takesNode ? [`complete -c gild -f -n ${where} -a '(${nodeNames})'`] : []
    return [...commands, ...names, ...spec.options.map(option => fishOption(option, where))]
  })
  return `${lines.join('\n')}\n`
}

function fishCondition({ path, commands }: CommandSpec): string {
  if (path.length === 0) return '__fish_use_subcommand'
  const seen = path.map(name => `__fish_seen_subcommand_from ${name}`)
  const none =
    commands.length === 0 ? [] : [`not __fish_seen_subcommand_from ${commands.map(c => c.name).join(' ')}`]
  return `'${[...seen, ...none].join('; and ')}'`
}

function fishOption({ short, long, description, takesValue }: OptionSpec, where: string): string {
  const names = `${short === undefined ? '' : ` -s ${short.slice(1)}`} -l ${long.slice(2)}`
  const value = !takesValue
    ? ''
    : takeFiles.includes(long)
      ? ' -r'
      : takeNodes.includes(long)
        ? ` -x -a '(${nodeNames})'`
        : ' -x'
  return `complete -c gild -n ${where}${names}${value} -d ${quote(description)}`
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
