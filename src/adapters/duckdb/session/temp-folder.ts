import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'

const prefix = 'gild-'

/** A folder of this process alone, `<root>/gild-<pid>-<uuid>`: two processes whose engines share one crash. Removes those of dead processes. */
export async function openTempFolder(root: string | undefined, uuid: string): Promise<string> {
  const parent = root ?? tmpdir()
  await mkdir(parent, { recursive: true })
  await sweep(parent)
  const folder = join(parent, `${prefix}${process.pid}-${uuid}`)
  await mkdir(folder)
  await writeFile(join(folder, 'host'), hostname())
  return folder
}

export async function removeTempFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
}

// A folder that two hosts share (a network drive, a mount of two containers) shows pids of both: only our host's are judged.
async function sweep(parent: string): Promise<void> {
  const names = await readdir(parent)
  for (const name of names) {
    const pid = /^gild-(\d+)-[0-9a-f-]{36}$/.exec(name)?.[1]
    if (pid === undefined || isAlive(Number(pid))) continue
    const folder = join(parent, name)
    if ((await hostOf(folder)) === hostname()) await removeTempFolder(folder).catch(() => undefined)
  }
}

async function hostOf(folder: string): Promise<string | undefined> {
  return readFile(join(folder, 'host'), 'utf8').catch(() => undefined)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}
