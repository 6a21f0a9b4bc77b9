/**
 * A folder or bucket of immutable files, as the Delta protocol needs it. Paths are relative to its root, with `/`.
 * Failures of the outside throw `GildError` with the cause kept; a missing file is a value.
 */
export interface Storage {
  /** Files directly in `folder`, ascending by name (UTF-8 bytes), from `from` on. A missing folder is empty. */
  list(folder: string, options?: { readonly from?: string }): Promise<readonly StoredFile[]>
  read(path: string): Promise<Uint8Array | undefined>
  /** Writes the whole file or nothing, and only if no file of that name exists: the commit of Delta. Durable on return. */
  putIfAbsent(path: string, data: Uint8Array): Promise<'created' | 'exists'>
  /** Writes the whole file or nothing, replacing one of that name. Durable on return. */
  put(path: string, data: Uint8Array): Promise<void>
  /** Removes a file; one that is missing already is fine. */
  remove(path: string): Promise<void>
  /** Makes files that somebody else wrote (DuckDB's COPY), and the names in their folders, durable. */
  sync(paths: readonly string[]): Promise<void>
  /** What the engine opens: an absolute path or a URL. */
  locate(path: string): string
}

export interface StoredFile {
  readonly name: string
  /** Bytes. */
  readonly size: number
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number
}
