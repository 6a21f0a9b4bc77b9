import { raise } from '../values/fault.ts'
import type { Call, Value } from '../values/value.ts'

/** A parameter: its name, or its name and default. */
export type ParameterSpec = string | readonly [name: string, fallback: Value]

/** One value for each parameter. */
export type Bound<P extends readonly ParameterSpec[]> = { readonly [I in keyof P]: Value }

export type CallArguments = Pick<Call, 'positional' | 'named'>

/**
 * The arguments of a call by parameter, as Python binds them:
 * `const [name, fallback] = bindArguments('var', ['name', ['default', null]], call)`.
 * Missing, surplus and unknown ones become the error `template-type` at the call.
 */
export function bindArguments<const P extends readonly ParameterSpec[]>(
  name: string,
  parameters: P,
  { positional, named }: CallArguments,
): Bound<P> {
  if (positional.length > parameters.length) {
    const takes = `takes ${parameters.length} argument${parameters.length === 1 ? '' : 's'}`
    raise('TypeError', `${name}() ${takes} but ${positional.length} were given`)
  }
  for (const key of named.keys())
    if (!parameters.some(parameter => nameOf(parameter) === key))
      raise('TypeError', `${name}() got an unexpected keyword argument '${key}'`)
  // One value is made for each parameter, which is what Bound says.
  return parameters.map((parameter, i) => bindOne(name, parameter, [positional[i], named])) as Bound<P>
}

function bindOne(
  name: string,
  parameter: ParameterSpec,
  [byPosition, named]: readonly [Value | undefined, CallArguments['named']],
): Value {
  const key = nameOf(parameter)
  const byName = named.get(key)
  if (byPosition !== undefined && byName !== undefined)
    return raise('TypeError', `${name}() got multiple values for argument '${key}'`)
  if (byPosition !== undefined) return byPosition
  if (byName !== undefined) return byName
  if (typeof parameter !== 'string') return parameter[1]
  return raise('TypeError', `${name}() missing required argument '${key}'`)
}

function nameOf(parameter: ParameterSpec): string {
  return typeof parameter === 'string' ? parameter : parameter[0]
}
