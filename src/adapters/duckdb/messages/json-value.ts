import { quoteIdentifier } from '../statements.ts'
import { literals, pointer } from './sql-text.ts'
import type { ValueType } from './value-type.ts'

/** The types whose value is one JSON scalar. */
export type ScalarType = Exclude<ValueType, { readonly kind: 'struct' | 'list' | 'map' }>

export function isScalar(type: ValueType): type is ScalarType {
  return type.kind !== 'struct' && type.kind !== 'list' && type.kind !== 'map'
}

/**
 * A value of the type from the text of a JSON value, NULL where it does not fit: SQL over the SQL `json`, which is
 * NULL for an absent field and for JSON's null.
 */
export function jsonValue(type: ValueType, json: string): string {
  switch (type.kind) {
    case 'struct': {
      const fields = type.fields.map(
        ({ name, type }) => `${quoteIdentifier(name)} := ${jsonValue(type, field(json, name))}`,
      )
      return `CASE WHEN json_type(${json}) = 'OBJECT' THEN struct_pack(${fields.join(', ')}) END`
    }
    case 'list':
      return `CASE WHEN json_type(${json}) = 'ARRAY' THEN list_transform(${elements(json)}, lambda x: ${jsonValue(type.element, 'x')}) END`
    case 'map':
      return `CASE WHEN json_type(${json}) = 'OBJECT' THEN map_from_entries(list_transform(${entries(json)}, lambda x: struct_pack(k := x."key", v := ${jsonValue(type.value, 'x."value"')}))) END`
    default:
      return scalarOf(type, json)
  }
}

/** Whether nothing of the JSON value is missing in `jsonValue` it. */
export function fits(type: ValueType, json: string): string {
  switch (type.kind) {
    case 'struct': {
      const names = literals(type.fields.map(({ name }) => name))
      const checks = type.fields
        .map(({ name, type }) => fits(type, field(json, name)))
        .filter(check => check !== 'TRUE')
      return `(${json} IS NULL OR (json_type(${json}) = 'OBJECT' AND list_has_all(${names}, json_keys(${json})) AND ${all(checks)}))`
    }
    case 'list':
      return `(${json} IS NULL OR (json_type(${json}) = 'ARRAY' AND ${ofAll(elements(json), fits(type.element, 'x'))}))`
    case 'map':
      return `(${json} IS NULL OR (json_type(${json}) = 'OBJECT' AND ${ofAll(entries(json), fits(type.value, 'x."value"'))}))`
    case 'text':
    case 'json':
      return 'TRUE'
    default:
      return `(${json} IS NULL OR (${scalarOf(type, json)}) IS NOT NULL)`
  }
}

export function all(checks: readonly string[]): string {
  return checks.length === 0 ? 'TRUE' : checks.join(' AND ')
}

function ofAll(list: string, check: string): string {
  return check === 'TRUE'
    ? 'TRUE'
    : `coalesce(list_bool_and(list_transform(${list}, lambda x: ${check})), TRUE)`
}

// JSON's null becomes NULL here, as it does in the fields of an object.
function field(json: string, name: string): string {
  return `nullif(json_extract(${json}, ${pointer(name)})::VARCHAR, 'null')`
}

function elements(json: string): string {
  return `from_json(${json}, '["JSON"]')::VARCHAR[]`
}

function entries(json: string): string {
  return `map_entries(from_json(${json}, '"MAP(VARCHAR, JSON)"')::MAP(VARCHAR, VARCHAR))`
}

function scalarOf(type: ScalarType, json: string): string {
  switch (type.kind) {
    case 'text':
      return textOf(json)
    case 'json':
      return `${json}::JSON`
    case 'bytes':
      return `CASE WHEN ${isText(json)} THEN encode(${textOf(json)}) END`
    case 'boolean':
      return `CASE ${json} WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END`
    case 'integer':
      // Only a number without fraction or exponent is its own text again; the cast alone would round 3.7 and take "3".
      return `CASE WHEN TRY_CAST(${json} AS ${type.sql})::VARCHAR = ${json} THEN TRY_CAST(${json} AS ${type.sql}) END`
    case 'double':
      // A JSON string begins with its quote, so that no text passes; what overflows, NaN and Infinity are not finite.
      return `CASE WHEN isfinite(TRY_CAST(${json} AS DOUBLE)) THEN TRY_CAST(${json} AS DOUBLE) END`
    case 'float':
      return `CASE WHEN TRY_CAST(TRY_CAST(${json} AS FLOAT)::VARCHAR AS DOUBLE) = TRY_CAST(${json} AS DOUBLE) AND isfinite(TRY_CAST(${json} AS FLOAT)) THEN TRY_CAST(${json} AS FLOAT) END`
    case 'decimal':
      return decimalOf(type, json)
    case 'date':
      return ifText(
        json,
        `CASE WHEN TRY_CAST(${textOf(json)} AS DATE)::VARCHAR = ${textOf(json)} AND isfinite(TRY_CAST(${textOf(json)} AS DATE)) THEN TRY_CAST(${textOf(json)} AS DATE) END`,
      )
    case 'time':
      return ifText(
        json,
        `CASE WHEN isfinite(TRY_CAST(${textOf(json)} AS ${type.sql})) THEN TRY_CAST(${textOf(json)} AS ${type.sql}) END`,
      )
    case 'other':
      return ifText(json, `TRY_CAST(${textOf(json)} AS ${type.sql})`)
  }
}

// The engine reads a number with a fraction as a double, so that more than 15 digits may have been rounded already.
function decimalOf(type: { readonly sql: string; readonly scale: number }, json: string): string {
  const digits = `ltrim(replace(replace(${json}, '-', ''), '.', ''), '0')`
  const exact = `regexp_full_match(${json}, '-?[0-9]+(\\.[0-9]{0,${type.scale}}0*)?') AND (NOT contains(${json}, '.') OR length(${digits}) <= 15)`
  return `CASE WHEN ${exact} THEN TRY_CAST(${json} AS ${type.sql}) END`
}

function isText(json: string): string {
  return `starts_with(${json}, '"')`
}

function ifText(json: string, value: string): string {
  return `CASE WHEN ${isText(json)} THEN ${value} END`
}

function textOf(json: string): string {
  return `json_extract_string(${json}, '$')`
}
