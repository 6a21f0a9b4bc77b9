import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openLiveWindow } from '../../../../src/cli/report/live-window.ts'
import { emptyTally } from '../../../../src/cli/report/tally.ts'
import { windowLines } from '../../../../src/cli/report/window-lines.ts'
import { displayWidth } from '../../../../src/cli/style.ts'
import { openTerminal } from '../../../../src/cli/terminal.ts'
import { cliHost } from '../../../support/cli-host.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('what was printed stays above, and the window is gone in the end', () => {
  const host = cliHost({ tty: true })
  let lines = ['running a', 'bar']
  const window = openLiveWindow(openTerminal(host, true).err, () => lines)
  vi.advanceTimersByTime(100)
  expect(screen(host.printed.stderr)).toEqual(['running a', 'bar', ''])
  window.print('a is done\n')
  lines = ['bar']
  vi.advanceTimersByTime(100)
  expect(screen(host.printed.stderr)).toEqual(['a is done', 'bar', ''])
  window.print('b is done\nwith a note\n')
  window.close()
  expect(screen(host.printed.stderr)).toEqual(['a is done', 'b is done', 'with a note', ''])
})

test('it draws at most every 100 ms, and not at all once it is closed', () => {
  const host = cliHost({ tty: true })
  let drawn = 0
  const window = openLiveWindow(openTerminal(host, true).err, () => [`${++drawn}`])
  vi.advanceTimersByTime(1000)
  expect(drawn).toBe(10)
  window.close()
  window.close()
  const after = host.printed.stderr
  vi.advanceTimersByTime(1000)
  expect(host.printed.stderr).toBe(after)
  window.print('later\n')
  expect(host.printed.stderr).toBe(`${after}later\n`)
})

test('the cursor is hidden once and shown again once', () => {
  const host = cliHost({ tty: true })
  const window = openLiveWindow(openTerminal(host, true).err, () => ['x'])
  vi.advanceTimersByTime(300)
  window.close()
  window.close()
  expect(host.printed.stderr.split('\x1b[?25l')).toHaveLength(2)
  expect(host.printed.stderr.endsWith('\x1b[?25h')).toBe(true)
})

test('the lines of a run fit the terminal and name what is hidden', () => {
  const host = cliHost({ tty: true, columns: 40 })
  const output = openTerminal(host, true).err
  const running = Array.from({ length: 12 }, (_, i) => ({
    name: `a_model_with_quite_a_long_name_${i}`,
    since: 0,
  }))
  const lines = windowLines(
    { running, tally: { ...emptyTally, pass: 5, error: 1 }, total: 64 },
    { now: 61_000, output },
  )
  expect(lines).toHaveLength(9)
  for (const line of lines) expect(displayWidth(line)).toBeLessThan(40)
  expect(lines.at(-2)).toContain('and 5 more')
  expect(lines.at(-1)).toContain('6/64')
  expect(windowLines({ running: [], tally: emptyTally, total: 64 }, { now: 0, output })).toEqual([])
})

// What a terminal shows after these escapes: cursor up, clear below, everything else is text.
function screen(written: string): readonly string[] {
  const rows = ['']
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escapes of a terminal
  for (const [, up, sequence, text] of written.matchAll(/\x1b\[(\d+)A|(\x1b\[[?0-9]*[a-zA-Z])|([^\x1b]+)/g)) {
    if (up !== undefined) rows.splice(rows.length - 1 - Number(up), Number(up))
    if (up !== undefined || sequence !== undefined) continue
    for (const [i, part] of (text ?? '').split('\n').entries()) {
      if (i > 0) rows.push('')
      rows[rows.length - 1] += part
    }
  }
  return rows
}

test('a running node has its last time beside it, and the run what is left', () => {
  const output = openTerminal(cliHost({ tty: true, columns: 80, env: { NO_COLOR: '1' } }), true).err
  const running = [
    { name: 'orders', since: 0, lastMs: 8000 },
    { name: 'quick', since: 4000, lastMs: 40 },
    { name: 'new', since: 4000 },
  ]
  const state = { running, tally: { ...emptyTally, pass: 1 }, total: 4, leftMs: 61_200 }
  const [orders, quick, fresh, progress] = windowLines(state, { now: 5000, output })
  expect(orders).toBe('  ▸ orders  5.00s (last 8.00s)')
  expect(quick).toBe('  ▸ quick  1.00s')
  expect(fresh).toBe('  ▸ new  1.00s')
  expect(progress).toMatch(/1\/4 {2}about 1m 02s left$/)
})
