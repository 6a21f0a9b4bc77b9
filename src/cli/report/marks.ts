import type { NodeStatus } from '../../ports/run-event.ts'
import { paint, type Tone } from '../style.ts'
import type { Style } from '../terminal.ts'

interface Mark {
  readonly unicode: string
  readonly ascii: string
  readonly tone: Tone
}

// Each status has a shape of its own: colour is never the only signal.
const marks = {
  success: { unicode: '✓', ascii: '+', tone: 'green' },
  pass: { unicode: '✓', ascii: '+', tone: 'green' },
  warn: { unicode: '!', ascii: '!', tone: 'yellow' },
  error: { unicode: '✗', ascii: 'x', tone: 'red' },
  fail: { unicode: '✗', ascii: 'x', tone: 'red' },
  skipped: { unicode: '↷', ascii: '>', tone: 'dim' },
  'no-op': { unicode: '·', ascii: '.', tone: 'dim' },
} satisfies Record<NodeStatus, Mark>

export function markOf(status: NodeStatus, style: Style): string {
  const mark = marks[status]
  return paint(style, mark.tone, style.unicode ? mark.unicode : mark.ascii)
}
