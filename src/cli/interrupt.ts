import type { Host } from './host.ts'
import type { Reporter } from './report/reporter.ts'

/** Passes a signal that the first Ctrl-C aborts, so that the work can end cleanly. The second ends the process at once. */
export async function withInterrupt<T>(
  host: Host,
  reporter: Reporter,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  const stop = host.onInterrupt(() => {
    if (controller.signal.aborted) {
      host.kill(130)
      return
    }
    reporter.onNotice('Cancelling. Press Ctrl-C again to stop at once.')
    controller.abort()
  })
  try {
    return await work(controller.signal)
  } finally {
    stop()
  }
}
