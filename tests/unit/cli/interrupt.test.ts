import { expect, test } from 'vitest'
import { withInterrupt } from '../../../src/cli/interrupt.ts'
import type { Reporter } from '../../../src/cli/report/reporter.ts'
import { cliHost } from '../../support/cli-host.ts'

test('the first Ctrl-C aborts and says so, the second ends the process', async () => {
  const host = cliHost()
  const { reporter, notices } = listeningReporter()
  const result = await withInterrupt(host, reporter, async signal => {
    expect(signal.aborted).toBe(false)
    host.interrupt()
    expect(signal.aborted).toBe(true)
    expect(host.killedWith).toEqual([])
    host.interrupt()
    return 'done'
  })
  expect(result).toBe('done')
  expect(notices).toEqual(['Cancelling. Press Ctrl-C again to stop at once.'])
  expect(host.killedWith).toEqual([130])
})

test('nothing listens when the work is over', async () => {
  const host = cliHost()
  const { reporter, notices } = listeningReporter()
  await expect(withInterrupt(host, reporter, () => Promise.reject(new Error('failed')))).rejects.toThrow(
    'failed',
  )
  host.interrupt()
  expect(notices).toEqual([])
})

function listeningReporter(): { reporter: Reporter; notices: string[] } {
  const notices: string[] = []
  const nothing = () => undefined
  return {
    notices,
    reporter: { onEvent: nothing, onProblems: nothing, onNotice: text => notices.push(text), close: nothing },
  }
}
