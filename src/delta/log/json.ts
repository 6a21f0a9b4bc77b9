export type JsonValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | JsonNumber
  | readonly JsonValue[]
  | JsonObject
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined
}
const digits = Symbol('digits')
/** A number with all the digits of its text. */
export interface JsonNumber {
  readonly [digits]: string
}
