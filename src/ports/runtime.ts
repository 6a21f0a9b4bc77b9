/** The parts of the outside that make a run differ from the last one. Tests freeze them. */
export interface Runtime {
  readonly clock: Clock
  readonly ids: Ids
  /** The value of an environment variable, undefined when not set. */
  env(name: string): string | undefined
}

export interface Clock {
  /** Milliseconds since the epoch, UTC. */
  now(): number
}

export interface Ids {
  /** A random UUID, lower case with hyphens. */
  uuid(): string
}
