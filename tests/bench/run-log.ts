/** One node of a run as `--log-format json` tells it. */
export interface FinishedNode {
  readonly name: string
  readonly resourceType: string
  readonly describes: string
  readonly status: string
  readonly ms: number
  readonly rows: number
  readonly filesAdded: number
  readonly bytesAdded: number
  readonly reads: readonly TableRead[]
}

export interface TableRead {
  readonly from: string
  readonly files: number
  readonly filesBeforePruning: number
  readonly bytes: number
  readonly bytesBeforePruning: number
  /** Set for what is new since a version, and what changed since. */
  readonly since: number | undefined
}

/** The nodes of a run in the order in which they ended. */
export function finishedNodes(output: string): readonly FinishedNode[] {
  const events: readonly LogLine[] = output
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))
  return events.filter(({ event }) => event === 'node_finished').map(nodeOf)
}

interface LogLine {
  readonly event: string
  readonly name: string
  readonly resource_type: string
  readonly describes: string
  readonly status: string
  readonly compile_ms: number
  readonly execute_ms: number
  readonly rows?: number
  readonly files_added?: number
  readonly bytes_added?: number
  readonly reads?: readonly {
    readonly from: string
    readonly files: number
    readonly files_before_pruning: number
    readonly bytes: number
    readonly bytes_before_pruning: number
    readonly since?: number
  }[]
}

function nodeOf(line: LogLine): FinishedNode {
  return {
    name: line.name,
    resourceType: line.resource_type,
    describes: line.describes,
    status: line.status,
    ms: line.compile_ms + line.execute_ms,
    rows: Number(line.rows ?? 0),
    filesAdded: line.files_added ?? 0,
    bytesAdded: line.bytes_added ?? 0,
    reads: (line.reads ?? []).map(read => ({
      from: read.from,
      files: read.files,
      filesBeforePruning: read.files_before_pruning,
      bytes: read.bytes,
      bytesBeforePruning: read.bytes_before_pruning,
      since: read.since,
    })),
  }
}
