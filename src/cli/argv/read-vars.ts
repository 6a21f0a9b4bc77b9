import { parseDocument } from 'yaml'
import { GildError } from '../../errors/gild-error.ts'

/** Reads `--vars`: a YAML mapping, and so a JSON object. Throws `invalid-vars`. */
export function readVars(text: string | undefined): Readonly<Record<string, unknown>> {
  return readMapping(text, problem => new GildError('invalid-vars', { problem }))
}

/** Reads the `--args` of an operation, in the same form. Throws `invalid-args`. */
export function readArgs(text: string | undefined): Readonly<Record<string, unknown>> {
  return readMapping(text, problem => new GildError('invalid-args', { problem }))
}

function readMapping(
  text: string | undefined,
  invalid: (problem: string) => GildError,
): Readonly<Record<string, unknown>> {
  if (text === undefined) return {}
  const document = parseDocument(text, { prettyErrors: false })
  const problem = document.errors[0]
  if (problem !== undefined) throw invalid(`is not YAML: ${problem.message}`)
  const value: unknown = document.toJS()
  if (value === null) return {}
  if (typeof value !== 'object' || Array.isArray(value)) throw invalid('is not a mapping')
  return value as Readonly<Record<string, unknown>>
}
