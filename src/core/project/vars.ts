/** Variables of a project: those of the command line win over those of the package, which win over the global ones. */
export interface Vars {
  readonly commandLine: Readonly<Record<string, unknown>>
  /** By package. */
  readonly packages: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly global: Readonly<Record<string, unknown>>
}

/** The value of a variable as `package` sees it, undefined when it is not set. Values are plain YAML data. */
export function findVar(
  vars: Vars,
  name: string,
  packageName: string,
): { readonly value: unknown } | undefined {
  const scopes = [vars.commandLine, vars.packages[packageName] ?? {}, vars.global]
  const scope = scopes.find(values => Object.hasOwn(values, name))
  return scope === undefined ? undefined : { value: scope[name] }
}

/** Every name that `findVar` would find, for hints. */
export function varNames(vars: Vars, packageName: string): readonly string[] {
  const scopes = [vars.commandLine, vars.packages[packageName] ?? {}, vars.global]
  return [...new Set(scopes.flatMap(values => Object.keys(values)))]
}
