import { GildError } from '../../../errors/gild-error.ts'
import { nearest } from '../../../errors/nearest.ts'
import type { MacroProperties } from '../../project/schema/properties-file.ts'
import type { MacroPatch } from '../manifest.ts'
import type { ParseRun } from '../parse-run.ts'
import { type Entry, entryLocation } from '../properties/read-properties.ts'

/** By `package.name`. An argument that a macro does not have is a warning. */
export function macroPatches(run: ParseRun): ReadonlyMap<string, MacroPatch> {
  const { properties, project } = run
  return new Map(
    [...properties.macros].map(([name, entry]) => {
      const key = `${project.name}.${name}`
      warnOfUnknownArguments(run, key, entry)
      return [key, macroPatch(entry)]
    }),
  )
}

function macroPatch(entry: Entry<MacroProperties>): MacroPatch {
  const { value } = entry
  const described = (value.arguments ?? []).map(({ name, type, description = '' }) => ({
    name,
    type,
    description,
  }))
  return {
    description: value.description ?? '',
    meta: { ...value.meta, ...value.config?.meta },
    arguments: described,
    patchedAt: entryLocation(entry),
  }
}

function warnOfUnknownArguments(
  run: ParseRun,
  key: string,
  { value, yaml, path }: Entry<MacroProperties>,
): void {
  const definition = run.macros.get(key)?.definition
  if (definition === undefined || definition.uses.kwargs || definition.uses.varargs) return
  const known = definition.parameters.map(({ name }) => name)
  for (const [index, { name }] of (value.arguments ?? []).entries()) {
    if (known.includes(name)) continue
    const params = { kind: `argument of the macro "${value.name}"`, name, closest: nearest(name, known) }
    const at = yaml.locate([...path, 'arguments', index, 'name'])
    run.diagnostics.warn(new GildError('described-unknown', params, { at }))
  }
}
