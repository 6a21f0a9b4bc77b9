/** An object in the text of `json_serialize_plan`. */
export type PlanNode = Readonly<Record<string, unknown>>

/** Undefined for a plan that is no JSON (the engine writes NaN) or an error. Integers beyond 2^53 become text. */
export function parsePlan(text: string): unknown {
  // A quote inside a string is escaped, so that this matches keys only.
  const exact = text.replace(/"(value|upper|lower)":(-?\d{16,})(?=[,}\]])/g, '"$1":"$2"')
  try {
    const plan = recordOf(JSON.parse(exact))
    return plan?.error === false ? plan.plans : undefined
  } catch {
    return undefined
  }
}

export function recordOf(value: unknown): PlanNode | undefined {
  return isRecord(value) ? value : undefined
}

export function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function isRecord(value: unknown): value is PlanNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
