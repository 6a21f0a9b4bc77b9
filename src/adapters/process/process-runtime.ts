import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Runtime } from '../../ports/runtime.ts'

/** The clock, the ids and the environment of this process. */
export function processRuntime(): Runtime {
  return {
    clock: { now: () => Date.now() },
    ids: { uuid: () => randomUUID() },
    env: name => process.env[name],
  }
}

/** The version of gild that is running. */
export function gildVersion(): string {
  const file = new URL('../../../package.json', import.meta.url)
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }
  return version
}
