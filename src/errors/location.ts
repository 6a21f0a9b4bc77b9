/** A place in a file of the user. Lines and columns count from 1; the end is exclusive. */
export interface Location {
  /** Relative to the project folder where it lies inside it. */
  readonly file: string
  readonly line?: number | undefined
  readonly column?: number | undefined
  readonly endLine?: number | undefined
  readonly endColumn?: number | undefined
  /** The macro calls that led here, innermost first. */
  readonly calls?: readonly MacroCall[] | undefined
}

/** One step of a macro call chain: `macro` was called at this place. */
export interface MacroCall {
  readonly macro: string
  readonly file: string
  readonly line: number
  readonly column: number
}
