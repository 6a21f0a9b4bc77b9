import { parseDocument } from 'yaml'
import { GildError } from '../../errors/gild-error.ts'

/** Reads `--vars`: a YAML mapping, and so a JSON object. */
export function readVars(text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined) return {}
  const document = parseDocument(text, { prettyErrors: false })
  const problem = document.errors[0]
  if (problem !== undefined)
    throw new GildError('invalid-vars', { problem: `is not YAML: ${problem.message}` })
  const value: unknown = document.toJS()
  if (value === null) return {}
  if (typeof value !== 'object' || Array.isArray(value))
    throw new GildError('invalid-vars', { problem: 'is not a mapping' })
  return value as Readonly<Record<string, unknown>>
}
