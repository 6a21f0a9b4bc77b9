/** The parameters a code takes, and the sentences it prints. See docs/errors.md for the reference. */
export interface ErrorEntry<P> {
  readonly title: string
  /** What happened and why, with the numbers. */
  message(params: P): string
  /** The next action. */
  hint?(params: P): string | undefined
  /** The same call may work later (a busy service, a lost connection). */
  readonly retryable?: true
  /** `usage`: exit code 2 (a project or usage error, the default). `run`: exit code 1 (a node failed). */
  readonly stage?: 'usage' | 'run'
}

/** Ties the parameter type of `message` and `hint` together: wrong parameters do not compile. */
export function entry<P>(e: ErrorEntry<P>): ErrorEntry<P> {
  return e
}
