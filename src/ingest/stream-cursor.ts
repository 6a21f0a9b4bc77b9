/** App ids of how far a table has read a stream: `gild/<stream id>/<topic>/<partition>` = last offset passed. */
export function streamCursorId(streamId: string, topic: string, partition: number): string {
  return `gild/${streamId}/${topic}/${partition}`
}

/** The stream id that a cursor of this topic was written for, undefined for cursors of anything else. */
export function streamIdOfCursor(cursorId: string, topic: string): string | undefined {
  const prefix = 'gild/'
  if (!cursorId.startsWith(prefix)) return undefined
  const partitionAt = cursorId.lastIndexOf('/')
  const topicAt = partitionAt - topic.length - 1
  if (topicAt <= prefix.length || cursorId.slice(topicAt, partitionAt) !== `/${topic}`) return undefined
  return cursorId.slice(prefix.length, topicAt)
}
