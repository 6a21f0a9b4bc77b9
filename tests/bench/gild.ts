import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from './measure.ts'

const launcher = join(import.meta.dirname, '../../dist/cli/launcher.cjs')

/** A command line of gild, as it was built last. */
export type Gild = (...args: readonly string[]) => Command

/** Commands that run in this folder. Throws when nothing has been built. */
export function gildIn(cwd: string, env?: Readonly<Record<string, string>>): Gild {
  if (!existsSync(launcher)) throw new Error('Run "npm run build" first: the built command line is measured.')
  return (...args) => ({ args: [launcher, ...args], cwd, env })
}

/** A folder of its own, removed when `work` has ended. */
export async function inTempFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'gild-bench-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}
