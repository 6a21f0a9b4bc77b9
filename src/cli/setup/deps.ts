import { type DepsResult, deps as installPackages } from '../../commands/deps.ts'
import { plural } from '../quantity.ts'
import { jsonText } from '../report/json-text.ts'
import type { VerbContext } from '../verb-context.ts'
import { projectOptions } from '../verbs/project-options.ts'

/** Prints the folders of the installed packages. */
export async function deps({ host, call, reporter, out }: VerbContext): Promise<number> {
  const { logFormat, quiet } = call.options
  const result = await installPackages(await projectOptions(call, host), host.runtime)
  for (const each of result.packages)
    out.write(logFormat === 'json' ? `${jsonText(each)}\n` : `${each.folder}\n`)
  if (quiet !== true) for (const line of summary(result)) reporter.onNotice(line)
  return 0
}

function summary({ packages, removed }: DepsResult): readonly string[] {
  const copies = packages.filter(({ isCopy }) => isCopy).map(({ name }) => name)
  const gone = removed.length === 0 ? [] : [`Removed ${removed.join(', ')}: not in packages.yml any more.`]
  if (packages.length === 0) return [...gone, 'packages.yml names no package: nothing to install.']
  const froms = packages.map(({ name, local }) => `${name} from ${local}`)
  return [
    ...gone,
    `Installed ${plural(packages.length, 'package')}: ${froms.join(', ')}.`,
    ...(copies.length === 0
      ? []
      : [
          `There are no links here, so ${copies.join(', ')} had to be copied: run "gild deps" after each change.`,
        ]),
  ]
}
