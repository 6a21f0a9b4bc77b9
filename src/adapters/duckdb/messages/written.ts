import { quoteIdentifier, quoteLiteral } from '../statements.ts'
import { all, fits, isScalar } from './json-value.ts'
import { flatStruct, type MessageField } from './message-fields.ts'

/** What stands between a name and its value, and before the next name. */
interface Spacing {
  readonly colon: string
  readonly comma: string
}

/** As JSON is written by most libraries, and by Python's. */
const spacings: readonly Spacing[] = [
  { colon: ':', comma: ',' },
  { colon: ': ', comma: ', ' },
]

/**
 * SQL for whether a message is, byte for byte, what its fields make when they are written in the declared order (the
 * last may be absent), and each has its value: then nothing has to be rescued. Tells most clean messages from the rest
 * for a third of the price of looking at their keys. Uses the columns `raw` and `fields`, and those of the values.
 */
export function isWritten(fields: readonly MessageField[]): string {
  const last = fields.at(-1)
  if (last === undefined) return 'FALSE'
  const haveValues = all([
    ...fields.slice(0, -1).flatMap(hasValue),
    `(${last.given} IS NULL OR (${all(hasValue(last))}))`,
  ])
  // Not an OR, of which the engine computes both sides for all rows.
  const branches = spacings.map(
    spacing => `WHEN raw = ${rewritten(fields, last, spacing)} THEN ${haveValues}`,
  )
  return `CASE ${branches.join(' ')} ELSE FALSE END`
}

// Each value stands for itself: where it needs an escape the text differs from `raw`.
function rewritten(fields: readonly MessageField[], last: MessageField, spacing: Spacing): string {
  const sure = fields.slice(0, -1).flatMap((field, i) => jsonMember(field, i === 0, spacing))
  const optional = jsonMember(last, sure.length === 0, spacing)
  const end = `CASE WHEN ${last.given} IS NULL THEN '}' ELSE ${concat([...optional, { text: '}' }])} END`
  return concat([{ text: '{' }, ...sure, { sql: end }])
}

/** A piece of a text: itself, or an SQL expression of it. */
type Piece = { readonly text: string } | { readonly sql: string }

function jsonMember(
  { name, type, given }: Pick<MessageField, 'name' | 'type' | 'given'>,
  isFirst: boolean,
  spacing: Spacing,
): readonly Piece[] {
  const key = { text: `${isFirst ? '' : spacing.comma}${JSON.stringify(name)}${spacing.colon}` }
  const flat = flatStruct(type)
  if (flat === undefined) {
    return type.kind === 'text' ? [key, { text: '"' }, { sql: given }, { text: '"' }] : [key, { sql: given }]
  }
  const members = flat.flatMap(({ name, type }, i) =>
    jsonMember({ name, type, given: `${given}.${quoteIdentifier(name)}` }, i === 0, spacing),
  )
  return [key, { text: '{' }, ...members, { text: '}' }]
}

// Texts that follow each other become one: the engine's work grows with the number of arguments.
function concat(pieces: readonly Piece[]): string {
  const args: string[] = []
  let text = ''
  for (const piece of pieces) {
    if ('text' in piece) text += piece.text
    else {
      if (text !== '') args.push(quoteLiteral(text))
      args.push(piece.sql)
      text = ''
    }
  }
  if (text !== '') args.push(quoteLiteral(text))
  return `concat(${args.join(', ')})`
}

function hasValue({ type, given, packed }: MessageField): readonly string[] {
  const flat = flatStruct(type)
  if (flat === undefined) {
    if (type.kind === 'text') return []
    return isScalar(type) ? [`${packed} IS NOT NULL`] : [fits(type, `${given}::VARCHAR`)]
  }
  const others = flat.filter(member => member.type.kind !== 'text')
  return others.map(({ name }) => `${packed}.${quoteIdentifier(name)} IS NOT NULL`)
}
