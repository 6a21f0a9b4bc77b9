import { bug } from '../../../errors/bug.ts'
import { segmentForm } from '../../../ports/segment-form.ts'
import { quoteIdentifier, quoteLiteral, readSegments } from '../statements.ts'
import { all, fits, isScalar, jsonValue } from './json-value.ts'
import {
  flatStruct,
  type MessageField,
  type MessagesRequest,
  messageColumns,
  messageFields,
} from './message-fields.ts'
import { literals, pointer } from './sql-text.ts'
import type { ValueType } from './value-type.ts'
import { isWritten } from './written.ts'

/** In the engine's message when a query met a field that is neither declared nor discovered. */
export const undeclaredFieldsMark = 'gild:undeclared-fields'

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

/**
 * Step by step: the fields as the JSON function gives them, their values, whether the message is `written` as they are,
 * and its keys only where it is not. Reading the fields is the only check of the JSON in a batch that is expected to be
 * clean; where it fails, 2,048 messages are read one by one, so where fields were looked for the JSON is checked before.
 */
function valued(request: MessagesRequest, fields: readonly MessageField[]): string {
  const structs = fields.filter(({ type }) => flatStruct(type) !== undefined)
  const values = fields.map(field => `${givenValue(field)} AS ${field.packed}`)
  const keys = [`len(keys[1]) AS keys1`, ...structs.map(({ keys }) => `len(keys[${keys}]) AS keys${keys}`)]
  const chosen = structs.map(field => `${structValue(field)} AS ${field.alias}`)
  const json =
    request.discovered === undefined
      ? 'CASE WHEN written OR keys IS NOT NULL THEN raw END AS json'
      : undefined
  const steps = [
    values,
    [`${isWritten(fields)} AS written`],
    [`CASE WHEN NOT written THEN ${keysSql(request, structs)} END AS keys`],
    json === undefined ? keys : [json, ...keys],
    chosen,
  ]
  return steps
    .filter(columns => columns.length > 0)
    .reduce((from, columns) => `(SELECT *, ${columns.join(', ')} FROM ${from})`, withFields(request, fields))
}

function withFields(request: MessagesRequest, fields: readonly MessageField[]): string {
  const [from, text] = request.discovered === undefined ? [texts(request), 'raw'] : [parsed(request), 'json']
  if (fields.length === 0) return from
  const structure = JSON.stringify(
    Object.fromEntries(fields.map(({ name, type }) => [name, structureOf(type)])),
  )
  return `(SELECT *, TRY(from_json(${text}, ${quoteLiteral(structure)})) AS fields FROM ${from})`
}

function keysSql({ discovered }: MessagesRequest, structs: readonly MessageField[]): string {
  const paths = ["'$'", ...structs.map(({ name }) => pointer(name))].join(', ')
  return discovered === undefined ? `TRY(json_keys(raw, [${paths}]))` : `json_keys(json, [${paths}])`
}

function structureOf(type: ValueType): unknown {
  const flat = flatStruct(type)
  if (flat !== undefined) return Object.fromEntries(flat.map(({ name, type }) => [name, structureOf(type)]))
  return type.kind === 'text' ? 'VARCHAR' : 'JSON'
}

function givenValue(field: MessageField): string {
  const flat = flatStruct(field.type)
  if (flat === undefined) return given(field.type, field.given)
  if (flat.every(({ type }) => type.kind === 'text')) return field.given
  const members = flat.map(({ name, type }) => {
    const column = quoteIdentifier(name)
    return `${column} := ${given(type, `${field.given}.${column}`)}`
  })
  return `struct_pack(${members.join(', ')})`
}

// The JSON function makes a struct of NULLs of whatever is not an object.
function structValue(field: MessageField): string {
  const isObject = `${keysOf(field)} IS NOT NULL AND json_type(json, ${pointer(field.name)}) = 'OBJECT'`
  return `CASE WHEN written OR keys${field.keys} > 0 OR (${isObject}) THEN ${field.packed} END`
}

function given(type: ValueType, sql: string): string {
  return type.kind === 'text' ? sql : jsonValue(type, `${sql}::VARCHAR`)
}

function keysOf(field: MessageField): string {
  return `keys[${field.keys}]`
}

/**
 * Whether nothing has to be rescued. Of the messages that are not `written`, most show it by having as many fields as
 * they have values in columns: then each value stands for a field of its own, and none is left that is unknown, null,
 * there twice or unfit. Only the others are looked at closely.
 */
function cleanCheck(fields: readonly MessageField[], request: MessagesRequest): string {
  const names = literals(fields.map(({ name }) => name))
  const unknown = `NOT list_has_all(${names}, keys[1])`
  const onUnknown =
    request.discovered === undefined ? `error(${quoteLiteral(undeclaredFieldsMark)})` : 'FALSE'
  const counted = `${count(fields.map(field => field.alias))} = keys1 AND ${all(fields.map(surelyWhole).filter(isCheck))}`
  return `CASE WHEN written OR keys1 IS NULL OR (${counted}) THEN TRUE WHEN ${unknown} THEN ${onUnknown} ELSE ${all(fields.map(isWhole).filter(isCheck))} END`
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
      return `CASE WHEN written OR keys1 > 0 THEN NULL WHEN tombstone THEN 'no value (a tombstone)' WHEN raw IS NULL THEN 'not UTF-8' WHEN json IS NULL THEN 'not JSON' WHEN json_type(json) <> 'OBJECT' THEN 'JSON, but not an object' END`
    case '_rescued':
      return `CASE WHEN NOT clean THEN ${rescuedObject(fields)} END`
    default:
      return bug(`no SQL for the message column ${name}`)
  }
}
