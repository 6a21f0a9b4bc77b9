/** Throws for a state that only a mistake of ours can reach. */
export function bug(what: string, cause?: unknown): never {
  throw new Error(`Bug in gild: ${what}. Please report it.`, cause === undefined ? undefined : { cause })
}

/** The default case of an exhaustive switch. */
export function unreachable(value: never): never {
  return bug(`unexpected value ${JSON.stringify(value)}`)
}
