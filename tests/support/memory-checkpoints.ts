import type { CheckpointFiles } from '../../src/ports/checkpoint-files.ts'
import type { MemoryStorage } from './memory-storage.ts'

/** Checkpoints that are JSON lines under the names of Parquet files, for tests of what lies above the format. */
export function memoryCheckpoints(storage: MemoryStorage): CheckpointFiles {
  const path = (location: string) => location.replace(/^mem:\//, '')
  return {
    read: async location => {
      const text = storage.text(path(location))
      if (text === undefined) throw new Error(`there is no ${location}`)
      return text.split('\n').filter(line => line !== '')
    },
    write: async (location, rows) => {
      storage.write(path(location), rows.join('\n'))
      return storage.files.get(path(location))?.length ?? 0
    },
  }
}
