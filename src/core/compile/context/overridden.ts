import type { UnitTestOverrides } from '../../parse/manifest.ts'
import type { Project } from '../../project/project.ts'
import { type Context, fromJs, type HostObject, hostValue, toJs, type Value } from '../../template/index.ts'

/** The project with the variables of a unit test, which win over those of the command line. */
export function withVars(project: Project, overrides: UnitTestOverrides | undefined): Project {
  if (overrides === undefined) return project
  const { vars } = project
  return { ...project, vars: { ...vars, commandLine: { ...vars.commandLine, ...overrides.vars } } }
}

/**
 * The macros of a unit test, by name (`star`) and by package and name (`dbt_utils.star`), over those of `below`.
 * `is_incremental` is none of them: compilation itself answers it.
 */
export function overriddenMacros({ macros }: UnitTestOverrides, below: Context): Context {
  const own = new Map<string, Value>()
  const inPackages = new Map<string, Map<string, Value>>()
  for (const [key, value] of Object.entries(macros)) {
    const [first = '', second] = key.split('.')
    if (second === undefined) {
      if (first !== 'is_incremental') own.set(first, constant(value))
      continue
    }
    const members = inPackages.get(first) ?? new Map<string, Value>()
    inPackages.set(first, members.set(second, constant(value)))
  }
  for (const [name, members] of inPackages) own.set(name, packageValue(name, members, below.get(name)))
  return { get: name => own.get(name), names: () => own.keys() }
}

// A name may be called (`star(…)`) or printed as it is (`invocation_id`).
function constant(value: unknown): Value {
  const result = fromJs(value)
  return hostValue({
    typeName: 'override',
    str: () => String(toJs(result) ?? 'None'),
    call: () => result,
  })
}

function packageValue(name: string, members: ReadonlyMap<string, Value>, below: Value | undefined): Value {
  const others = hostOf(below)
  return hostValue({
    typeName: 'package',
    repr: () => `<package ${name}>`,
    attribute: macro => members.get(macro) ?? others?.attribute?.(macro),
    names: () => [...members.keys(), ...(others?.names?.() ?? [])],
  })
}

function hostOf(value: Value | undefined): HostObject | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return value.kind === 'host' ? value.object : undefined
}
