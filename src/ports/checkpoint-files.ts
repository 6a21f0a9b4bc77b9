/** Parquet checkpoints of a Delta log, which the engine reads and writes. One row is one action, as the JSON object a commit would hold. */
export interface CheckpointFiles {
  /** The rows of a checkpoint, absent columns left out. 64-bit numbers keep all digits. `location` is absolute. */
  read(location: string): Promise<readonly string[]>
  /**
   * Writes the rows with the column types of the protocol, and returns the size in bytes. Whole or not at all, durable on
   * return: other readers take any file of a checkpoint's name for a whole one.
   */
  write(location: string, rows: readonly string[]): Promise<number>
}
