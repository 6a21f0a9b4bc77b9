import type { FilesState, InputState, TableState } from '../inputs/input-state.ts'

/**
 * What a data test is evaluated on, as text for the record: the hash of its code, and the version of each table and the
 * fingerprint of the files that it reads. Undefined when it reads a stream, whose records have no version.
 */
export function evidenceOf(code: string, states: readonly InputState[]): string | undefined {
  const versions: string[] = []
  for (const state of states) {
    if (state.kind === 'stream') return undefined
    versions.push(versionOf(state))
  }
  return [code, ...versions.sort()].join(' ')
}

/**
 * The states as a test finds them that passed on `evidence`: each table read to the version of then. Undefined when the
 * code, a table or files are others now, or a table went back to a version before.
 */
export function statesSince(
  evidence: string,
  code: string,
  states: readonly InputState[],
): readonly InputState[] | undefined {
  const [passedCode, ...versions] = evidence.split(' ')
  const known = states.flatMap(state => {
    const since = stateSince(state, versions)
    return since === undefined ? [] : [since]
  })
  return passedCode === code && known.length === states.length ? known : undefined
}

function stateSince(state: InputState, versions: readonly string[]): InputState | undefined {
  if (state.kind === 'stream') return undefined
  if (state.kind === 'files') return versions.includes(versionOf(state)) ? state : undefined
  const { tableId, version } = state.pin
  const passed = versions.find(text => text.startsWith(`${tableId}@`))?.slice(tableId.length + 1)
  if (passed === undefined || Number(passed) > version) return undefined
  return { ...state, readTo: Number(passed) }
}

function versionOf(state: TableState | FilesState): string {
  return state.kind === 'files'
    ? `${state.input.id}@${state.fingerprint}`
    : `${state.pin.tableId}@${state.pin.version}`
}
