import { bug } from '../../errors/bug.ts'
import type { ColumnType } from '../../ports/column-type.ts'
import { segmentForm } from '../../ports/segment-form.ts'
import type { SegmentSlice } from '../../ports/stream-source.ts'
import { literals, pointer } from './messages-sql-text.ts'
import { type StructField, type ValueType, valueType } from './messages-types.ts'
import { all, fits, isScalar, jsonValue } from './messages-values.ts'
import { quoteIdentifier, quoteLiteral, readSegments } from './statements.ts'

export interface MessagesRequest {
  readonly topic: string
  readonly slices: readonly SegmentSlice[]
  /** The declared columns. */
  readonly columns: readonly ColumnType[]
  /**
   * Fields that are not declared and occur in the batch (`undeclaredFieldsSql`). Undefined: not looked for, and a
   * message that has one ends the query with the error text `undeclaredFieldsMark`.
   */
  readonly discovered?: readonly string[] | undefined
  /** Names that no discovered field gets as its column, in any case. */
  readonly reserved?: readonly string[] | undefined
}

/** In the engine's message when a query met a field that is neither declared nor discovered. */
export const undeclaredFieldsMark = 'gild:undeclared-fields'

/** The columns of a message beside its fields, in order, before the declared ones. */
export const messageColumns: readonly ColumnType[] = [
  { name: '_topic', type: 'VARCHAR' },
  { name: '_partition', type: 'INTEGER' },
  { name: '_offset', type: 'BIGINT' },
  { name: '_timestamp', type: 'TIMESTAMP WITH TIME ZONE' },
  { name: '_key', type: 'VARCHAR' },
  { name: '_headers', type: 'STRUCT("key" VARCHAR, "value" BLOB)[]' },
  { name: '_raw', type: 'VARCHAR' },
  { name: '_raw_bytes', type: 'BLOB' },
  { name: '_parse_error', type: 'VARCHAR' },
  { name: '_rescued', type: 'VARCHAR' },
]

/**
 * A SELECT that gives every message of the slices as one row: `messageColumns`, the declared columns, then the
 * discovered ones as VARCHAR. No message can fail it or be left out. Values follow these rules:
 * - a value that loses nothing in its column's type is in its column; any other is NULL there, and `_rescued` (a JSON
 *   object of field and value) keeps it. A STRUCT is filled field by field; when a part of it does not fit or is not
 *   declared, `_rescued` keeps the whole of it as well;
 * - an undeclared field whose name cannot be a column's (empty, with a character that Delta forbids, equal to another
 *   column's but for case, reserved) is kept in `_rescued`;
 * - what is not a JSON object (or has no value at all) has `_parse_error`, and NULL in all fields.
 */
export function messagesSql(request: MessagesRequest): string {
  const fields = messageFields(request)
  const own = messageColumns.map(
    ({ name }) => `${ownColumn(name, request.topic, fields)} AS ${quoteIdentifier(name)}`,
  )
  const values = fields.map(field => `${field.alias} AS ${quoteIdentifier(field.name)}`)
  const clean = `${cleanCheck(fields, request)} AS clean`
  return `SELECT ${[...own, ...values].join(', ')} FROM (SELECT *, ${clean} FROM ${valued(request, fields)})`
}

/**
 * A query for the top-level fields of the batch that are not declared and can be columns: one VARCHAR column, in
 * alphabetical order.
 */
export function undeclaredFieldsSql(request: Omit<MessagesRequest, 'discovered'>): string {
  const declared = literals(request.columns.map(({ name }) => name))
  const keys = `(SELECT json_keys(json) AS keys FROM ${parsed(request)})`
  return `SELECT DISTINCT name FROM (SELECT unnest(list_filter(keys, lambda k: NOT list_contains(${declared}, k))) AS name FROM ${keys} WHERE NOT list_has_all(${declared}, keys)) ORDER BY name`
}

interface MessageField {
  readonly name: string
  readonly type: ValueType
  /** The column of its value in the inner queries. */
  readonly alias: string
  /** SQL of the field as the JSON function gives it: text as it is, structs of that, and JSON text for the rest. */
  readonly given: string
  /** 1-based place of its keys among the keys that are read, of a struct of scalars only. */
  readonly keys: number | undefined
}

function messageFields(request: MessagesRequest): readonly MessageField[] {
  const declared = request.columns.map(column => ({ name: column.name, type: valueType(column) }))
  const discovered = usableNames(request).map(name => ({
    name,
    type: { kind: 'text', sql: 'VARCHAR' } as const,
  }))
  let structs = 1
  return [...declared, ...discovered].map(({ name, type }, i) => ({
    name,
    type,
    alias: `v${i}`,
    given: `fields.${quoteIdentifier(name)}`,
    keys: flatStruct(type) === undefined ? undefined : ++structs,
  }))
}

// Delta refuses the characters, engines fold the case.
function usableNames(request: MessagesRequest): readonly string[] {
  const columns = [...messageColumns, ...request.columns].map(({ name }) => name)
  const taken = new Set([...columns, ...(request.reserved ?? [])].map(name => name.toLowerCase()))
  return (request.discovered ?? []).filter(name => {
    const folded = name.toLowerCase()
    if (!/^[^ ,;{}()\n\t=]+$/.test(name) || taken.has(folded)) return false
    taken.add(folded)
    return true
  })
}

function flatStruct(type: ValueType): readonly StructField[] | undefined {
  return type.kind === 'struct' && type.fields.every(field => isScalar(field.type)) ? type.fields : undefined
}

const { textPrefix, bytesPrefix } = segmentForm
const escapeMark = quoteLiteral(textPrefix.slice(0, 1))

function scan({ slices }: Pick<MessagesRequest, 'slices'>): string {
  if (slices.length === 0) {
    return '(SELECT NULL::BIGINT AS "offset", NULL::BIGINT AS ms, NULL::VARCHAR AS "key", NULL::VARCHAR AS headers, NULL::VARCHAR AS "value", NULL::INTEGER AS "partition" WHERE FALSE)'
  }
  const files = slices.map(({ file }) => file)
  const longest = Math.max(...slices.map(({ longestLine }) => longestLine ?? 0))
  const partitions = slices.map(slice => `WHEN ${quoteLiteral(slice.file)} THEN ${slice.partition}`)
  return `(SELECT *, CASE filename ${partitions.join(' ')} END::INTEGER AS "partition" FROM ${readSegments(files, longest)})`
}

// Each step uses the columns of the one before: text or bytes first.
function texts(request: Pick<MessagesRequest, 'slices'>): string {
  const text = unescaped('"value"', `decode(${base64Of('"value"')})`)
  const bytes = `CASE WHEN starts_with("value", ${quoteLiteral(bytesPrefix)}) THEN ${base64Of('"value"')} END`
  return `(SELECT * EXCLUDE ("value"), "value" IS NULL AS tombstone, ${text} AS raw, ${bytes} AS bytes FROM ${scan(request)})`
}

function parsed(request: Pick<MessagesRequest, 'slices'>): string {
  return `(SELECT *, CASE WHEN json_valid(raw) THEN raw END AS json FROM ${texts(request)})`
}

function unescaped(column: string, text: string): string {
  return `CASE WHEN NOT starts_with(${column}, ${escapeMark}) THEN ${column} WHEN starts_with(${column}, ${quoteLiteral(textPrefix)}) THEN ${text} END`
}

function base64Of(column: string): string {
  return `from_base64(substr(${column}, ${textPrefix.length + 1}))`
}

function valued(request: MessagesRequest, fields: readonly MessageField[]): string {
  const structure = Object.fromEntries(fields.map(({ name, type }) => [name, structureOf(type)]))
  const given =
    fields.length === 0 ? '' : `from_json(json, ${quoteLiteral(JSON.stringify(structure))}) AS fields, `
  const counts = `len(keys[1]) AS keys1${fields.map(({ keys }) => (keys === undefined ? '' : `, len(keys[${keys}]) AS keys${keys}`)).join('')}`
  const values = fields.map(field => `${fieldValue(field)} AS ${field.alias}`)
  return `(SELECT ${['*', ...values].join(', ')} FROM (SELECT *, ${given}${counts} FROM ${withKeys(request, fields)}))`
}

/**
 * The text again, where it is JSON, and its keys. Looking for the keys is a check of its own, a third of whose price a
 * separate one would add; but where it fails, 2,048 messages are looked at one by one. So it is for batches that are
 * expected to be clean.
 */
function withKeys(request: MessagesRequest, fields: readonly MessageField[]): string {
  const paths = ["'$'", ...fields.filter(({ keys }) => keys !== undefined).map(({ name }) => pointer(name))]
  const keysOf = (json: string) => `json_keys(${json}, [${paths.join(', ')}])`
  return request.discovered === undefined
    ? `(SELECT *, CASE WHEN keys IS NOT NULL THEN raw END AS json FROM (SELECT *, TRY(${keysOf('raw')}) AS keys FROM ${texts(request)}))`
    : `(SELECT *, ${keysOf('json')} AS keys FROM ${parsed(request)})`
}

function structureOf(type: ValueType): unknown {
  const flat = flatStruct(type)
  if (flat !== undefined) return Object.fromEntries(flat.map(({ name, type }) => [name, structureOf(type)]))
  return type.kind === 'text' ? 'VARCHAR' : 'JSON'
}

// The JSON function makes a struct of NULLs of whatever is not an object.
function fieldValue(field: MessageField): string {
  const flat = flatStruct(field.type)
  if (flat === undefined) return given(field.type, field.given)
  const members = flat.map(
    ({ name, type }) =>
      `${quoteIdentifier(name)} := ${given(type, `${field.given}.${quoteIdentifier(name)}`)}`,
  )
  const packed = flat.every(({ type }) => type.kind === 'text')
    ? field.given
    : `struct_pack(${members.join(', ')})`
  return `CASE WHEN keys${field.keys} > 0 THEN ${packed} WHEN ${keysOf(field)} IS NOT NULL AND json_type(json, ${pointer(field.name)}) = 'OBJECT' THEN ${packed} END`
}

function given(type: ValueType, sql: string): string {
  return type.kind === 'text' ? sql : jsonValue(type, `${sql}::VARCHAR`)
}

function keysOf(field: MessageField): string {
  return `keys[${field.keys}]`
}

/**
 * Whether nothing has to be rescued. Most messages show it cheaply: either they have just the declared fields in the
 * declared order (the last may be absent) and each value that could be unfit is there, or they have as many fields as
 * they have values in columns: then each value stands for a field of its own, and none is left that is unknown, null,
 * there twice or unfit. Only the others are looked at closely.
 */
function cleanCheck(fields: readonly MessageField[], request: MessagesRequest): string {
  const names = literals(fields.map(({ name }) => name))
  const unknown = `NOT list_has_all(${names}, keys[1])`
  const onUnknown =
    request.discovered === undefined ? `error(${quoteLiteral(undeclaredFieldsMark)})` : 'FALSE'
  const counted = `${count(fields.map(field => field.alias))} = keys1 AND ${all(fields.map(surelyWhole).filter(isCheck))}`
  const expected = [fields, fields.slice(0, -1)].map(asDeclared)
  const sure = [...expected, counted].map(check => `WHEN ${check} THEN TRUE`)
  return `CASE WHEN keys1 IS NULL THEN TRUE ${sure.join(' ')} WHEN ${unknown} THEN ${onUnknown} ELSE ${all(fields.map(isWhole).filter(isCheck))} END`
}

function asDeclared(fields: readonly MessageField[]): string {
  const keys = [
    fields,
    ...fields.map(({ type }) => flatStruct(type)).filter(members => members !== undefined),
  ]
  const values = fields.flatMap(field => {
    const members = flatStruct(field.type)?.filter(({ type }) => type.kind !== 'text') ?? []
    const paths = members.map(({ name }) => `${field.alias}.${quoteIdentifier(name)}`)
    return field.type.kind === 'text' ? [] : [field.alias, ...paths]
  })
  const complex = fields.filter(({ type }) => !isScalar(type) && flatStruct(type) === undefined)
  const lists = keys.map(each => literals(each.map(({ name }) => name)))
  const checks = [
    `keys = [${lists.join(', ')}]`,
    ...values.map(value => `${value} IS NOT NULL`),
    ...complex.map(surelyWhole),
  ]
  return all(checks)
}

function isCheck(check: string): boolean {
  return check !== 'TRUE'
}

function count(values: readonly string[]): string {
  return values.length === 0
    ? '0'
    : values.map(value => `CASE WHEN ${value} IS NULL THEN 0 ELSE 1 END`).join(' + ')
}

function surelyWhole(field: MessageField): string {
  if (isScalar(field.type)) return 'TRUE'
  const flat = flatStruct(field.type)
  if (flat === undefined) return fits(field.type, `${field.given}::VARCHAR`)
  const members = flat.map(({ name }) => `${field.alias}.${quoteIdentifier(name)}`)
  return `(${field.alias} IS NULL OR ${count(members)} = keys${field.keys})`
}

function isWhole(field: MessageField): string {
  const flat = flatStruct(field.type)
  if (flat === undefined) return fits(field.type, `${field.given}::VARCHAR`)
  const text = `nullif(json_extract(json, ${pointer(field.name)})::VARCHAR, 'null')`
  return `CASE WHEN ${surelyWhole(field)} AND ${field.alias} IS NOT NULL THEN TRUE ELSE ${fits(field.type, text)} END`
}

function rescuedObject(fields: readonly MessageField[]): string {
  const names = literals(fields.map(({ name }) => name))
  const misfits = fields
    .filter(field => isCheck(isWhole(field)))
    .map(
      field =>
        `CASE WHEN NOT ${isWhole(field)} THEN ${member(quoteLiteral(field.name), pointer(field.name))} END`,
    )
  const others = `list_transform(list_filter(list_distinct(keys[1]), lambda k: NOT list_contains(${names}, k)), lambda k: ${member('k', `'/' || replace(replace(k, '~', '~0'), '/', '~1')`)})`
  return `'{' || array_to_string(list_filter(list_concat([${misfits.join(', ')}]::VARCHAR[], ${others}), lambda x: x IS NOT NULL), ',') || '}'`
}

// The engine reads NaN and Infinity, which are not JSON.
function member(name: string, path: string): string {
  const text = `json_extract(json, ${path})::VARCHAR`
  return `to_json(${name})::VARCHAR || ':' || CASE WHEN regexp_matches(${text}, '^-?[NnIi]') AND ${text} <> 'null' THEN '"' || ${text} || '"' ELSE ${text} END`
}

function ownColumn(name: string, topic: string, fields: readonly MessageField[]): string {
  switch (name) {
    case '_topic':
      return quoteLiteral(topic)
    case '_partition':
      return '"partition"'
    case '_offset':
      return '"offset"'
    case '_timestamp':
      return 'make_timestamptz(ms * 1000)'
    case '_key':
      // Bytes that are not UTF-8 in the engine's text form of them, `\xFF`.
      return `coalesce(${unescaped('"key"', `decode(${base64Of('"key"')})`)}, ${base64Of('"key"')}::VARCHAR)`
    case '_headers':
      return `CASE WHEN headers <> '' THEN list_transform(from_json(headers, '[["VARCHAR"]]'), lambda h: struct_pack("key" := h[1], "value" := from_base64(h[2]))) END`
    case '_raw':
      return 'raw'
    case '_raw_bytes':
      return 'bytes'
    case '_parse_error':
      return `CASE WHEN keys1 > 0 THEN NULL WHEN tombstone THEN 'no value (a tombstone)' WHEN raw IS NULL THEN 'not UTF-8' WHEN json IS NULL THEN 'not JSON' WHEN json_type(json) <> 'OBJECT' THEN 'JSON, but not an object' END`
    case '_rescued':
      return `CASE WHEN NOT clean THEN ${rescuedObject(fields)} END`
    default:
      return bug(`no SQL for the message column ${name}`)
  }
}
