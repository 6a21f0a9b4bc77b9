import type { Pin } from '../../ports/pin.ts'
import type { InputState } from '../inputs/input-state.ts'

/** The table property that holds the hash of the code that built the current rows. */
export const CODE_PROPERTY = 'gild.code'

export interface WhyBuildOptions {
  readonly base: Pin | undefined
  readonly states: readonly InputState[]
  readonly code: string
  readonly rebuild: boolean
}

/** Why a table has to be built, undefined when building it could change nothing. */
export function whyBuild({ base, states, code, rebuild }: WhyBuildOptions): string | undefined {
  if (base === undefined) return 'there is no table yet'
  if (rebuild) return 'a full refresh was asked for'
  if (base.properties[CODE_PROPERTY] !== code) return 'its code changed'
  const changed = states.filter(hasNews).map(({ input }) => input.name)
  return changed.length === 0 ? undefined : `new data in ${changed.join(', ')}`
}

/** What `whyBuild` found nothing new in, for the run's output. */
export function nothingNewIn(states: readonly InputState[]): string {
  if (states.length === 0) return 'its code has not changed'
  const inputs = states.map(state =>
    state.kind === 'table' ? `${state.input.name} v${state.pin.version}` : state.input.name,
  )
  return `nothing new in ${inputs.join(', ')}`
}

function hasNews(state: InputState): boolean {
  if (state.kind === 'files') return state.readTo !== state.fingerprint
  return state.kind === 'table' ? state.change !== 'none' : state.batch.moves.length > 0
}
