/** A file that rows are read from, as it was found. */
export interface FoundFile {
  /** Absolute. */
  readonly path: string
  /** As the project sees it: relative to its folder where the location is. */
  readonly name: string
  /** Bytes. */
  readonly size: number
  /** Nanoseconds since the epoch. */
  readonly modifiedAt: bigint
}

/** Finds the files of plain table sources. */
export interface FileTables {
  /**
   * The files that a path or a pattern (`*`, `?`, `[ab]`, `**` for folders) names, in the order of their names; none is
   * an empty list. A run gets the same answer each time it asks.
   */
  find(location: string): Promise<readonly FoundFile[]>
}
