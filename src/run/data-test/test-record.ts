import type { NodeId } from '../../core/parse/manifest.ts'
import type { Storage } from '../../ports/storage.ts'

/** Which data tests are known to have passed, on which code and which versions. Losing it costs work, nothing else. */
export interface TestRecord {
  has(test: NodeId, evidence: string): boolean
  /** What the test passed on last; undefined when it has not passed, or failed since. */
  passedOn(test: NodeId): string | undefined
  add(test: NodeId, evidence: string): void
  remove(test: NodeId): void
  /** Writes what changed. */
  save(): Promise<void>
}

/** Reads the record of a lake; one that cannot be read counts as empty. */
export async function openTestRecord(
  storage: Pick<Storage, 'read' | 'put'>,
  path = '_gild/passed-tests.json',
): Promise<TestRecord> {
  const passed = parse(await storage.read(path))
  let changed = false
  return {
    has: (test, evidence) => passed.get(test) === evidence,
    passedOn: test => passed.get(test),
    add(test, evidence) {
      changed ||= passed.get(test) !== evidence
      passed.set(test, evidence)
    },
    remove(test) {
      changed = passed.delete(test) || changed
    },
    async save() {
      if (!changed) return
      const text = JSON.stringify(Object.fromEntries(passed), null, 1)
      await storage.put(path, new TextEncoder().encode(text))
      changed = false
    },
  }
}

function parse(bytes: Uint8Array | undefined): Map<string, string> {
  try {
    const entries = Object.entries(JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array())))
    return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
  } catch {
    return new Map()
  }
}
