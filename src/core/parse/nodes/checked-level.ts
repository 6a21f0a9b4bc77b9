import type { z } from 'zod'
import { GildError } from '../../../errors/gild-error.ts'
import type { Location } from '../../../errors/location.ts'
import { nearest } from '../../../errors/nearest.ts'
import type { ConfigLevel } from '../../project/config-levels.ts'
import { type ConfigKind, configSchemas, unsupportedKeys } from '../../project/schema/node-config.ts'
import { isMap } from '../../project/yaml/plain-data.ts'
import { validate } from '../../project/yaml/validate.ts'
import { toJs } from '../../template/index.ts'
import type { CallPlaces } from '../references/call-places.ts'
import type { ConfigCall } from '../references/recorder.ts'

export interface CallContext {
  readonly kind: ConfigKind
  readonly node: string
  readonly places: CallPlaces
  report(error: GildError): void
}

/** What a `config(…)` call sets, validated: what is wrong is reported at its argument and left out. */
export function configCallLevel({ values, at }: ConfigCall, context: CallContext): ConfigLevel {
  const { kind, node, places, report } = context
  const shape: Readonly<Record<string, z.ZodType>> = configSchemas[kind].shape
  const known = Object.keys(shape)
  const schema: z.ZodType = configSchemas[kind]
  const locate = (key: string): Location => places.argument(at, key)
  const accepted: Record<string, unknown> = {}
  for (const [key, value] of values) {
    const data = toJs(value)
    if (data === undefined || data === null) continue
    if (!known.includes(key)) {
      const closest = nearest(key, known)
      const place = places.argumentName(at, key)
      report(new GildError('config-unknown-key', { node, key, closest }, { at: place }))
      continue
    }
    const one = { schema, data: { [key]: data }, name: node, locate: () => locate(key) }
    // The schema of the key alone says whether the value is right: that of all looks at each, and says what is wrong.
    const isRight = shape[key]?.safeParse(data, { jitless: true }).success === true
    if (isRight || validate(one, report) !== undefined) accepted[key] = data
  }
  const locateInside = (key: string, steps: readonly PropertyKey[]) => places.argument(at, key, steps)
  return { scope: 'node', values: accepted, locate, locateInside }
}

/** Keys of dbt that would change what is built, and that gild does not have: each an error. */
export function unsupportedProblems(levels: readonly ConfigLevel[]): readonly GildError[] {
  return levels.flatMap(({ values, locate }) =>
    Object.entries(values)
      .filter(([key, value]) => unsupportedKeys.has(key) && asksForSomething(value))
      .map(([key]) => new GildError('config-unsupported', { key }, { at: locate(key) })),
  )
}

// `contract: {enforced: false}` and an empty list of hooks ask for nothing.
function asksForSomething(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '') return false
  if (Array.isArray(value)) return value.length > 0
  return isMap(value) ? Object.values(value).some(asksForSomething) : true
}
