import { parseYaml } from '../project/yaml/yaml-file.ts'
import { parse } from '../template/index.ts'
import type { Diagnostics } from './diagnostics.ts'
import { type ProjectFiles, textOf } from './project-files.ts'

/**
 * Reports what does not parse in YAML and SQL files. It is wrong whatever `project.yml` says, so it can be told when
 * that file itself is broken and nothing else is known.
 */
export function reportSyntaxErrors(files: ProjectFiles, { report, attempt }: Diagnostics): void {
  for (const [file, content] of files) {
    if (/\.ya?ml$/i.test(file)) parseYaml(file, textOf(content)).errors.forEach(report)
    // A fixture is no template.
    else if (/\.sql$/i.test(file) && !file.includes('/fixtures/')) attempt(() => parse(textOf(content), file))
  }
}
