import { type GildError, isGildError } from '../../errors/gild-error.ts'

/** Collects what is wrong with a project, so that one run names everything, each once. */
export interface Diagnostics {
  readonly warnings: readonly GildError[]
  report(error: GildError): void
  warn(warning: GildError): void
  /** The result of `work`; undefined after its GildErrors have been reported. */
  attempt<T>(work: () => T): T | undefined
  /** Throws an `AggregateError` when anything was reported. */
  throwIfAny(): void
}

export function diagnostics(): Diagnostics {
  const errors = new Map<string, GildError>()
  const warnings = new Map<string, GildError>()
  function report(error: GildError): void {
    errors.set(identity(error), errors.get(identity(error)) ?? error)
  }
  return {
    get warnings() {
      return [...warnings.values()]
    },
    report,
    warn: warning => void warnings.set(identity(warning), warning),
    attempt(work) {
      try {
        return work()
      } catch (error) {
        for (const each of gildErrors(error)) report(each)
        return undefined
      }
    },
    throwIfAny() {
      if (errors.size === 0) return
      throw new AggregateError(inReadingOrder([...errors.values()]), `The project has ${errors.size} errors.`)
    },
  }
}

function gildErrors(error: unknown): readonly GildError[] {
  if (isGildError(error)) return [error]
  if (error instanceof AggregateError) return error.errors.flatMap(gildErrors)
  throw error
}

function identity({ code, message, at }: GildError): string {
  return JSON.stringify([code, message, at?.file, at?.line, at?.column])
}

function inReadingOrder(errors: readonly GildError[]): readonly GildError[] {
  const key = ({ at }: GildError) => [at?.file ?? '', at?.line ?? 0, at?.column ?? 0] as const
  return [...errors].sort((a, b) => {
    const [fileA, lineA, columnA] = key(a)
    const [fileB, lineB, columnB] = key(b)
    if (fileA !== fileB) return fileA < fileB ? -1 : 1
    return lineA - lineB || columnA - columnB
  })
}
