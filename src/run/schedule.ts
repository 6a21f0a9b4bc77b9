/** One unit of work in a DAG. */
export interface Task {
  readonly id: string
  /** Ids that must end first. Ids that are not among the tasks are ignored. */
  readonly after: readonly string[]
}

/** How a task ended. A `failed` or `skipped` one skips what comes after it. */
export type TaskEnd = 'done' | 'failed' | 'skipped'

export interface ScheduleOptions<T extends Task> {
  readonly limit: number
  readonly signal: AbortSignal
  readonly failFast: boolean
  /** Never rejects for what the user can cause. */
  execute(task: T): Promise<TaskEnd>
  /** `because` is the task that failed, undefined when the run was cancelled or stopped early. */
  skip(task: T, because: T | undefined): void
}

/**
 * Runs tasks in DAG order, at most `limit` at once, in the order given where the DAG leaves it open. A failed task
 * skips its descendants and nothing else, unless `failFast`. Resolves when everything has ended; rejects with the
 * first rejection of `execute` after what runs has ended.
 */
export async function schedule<T extends Task>(
  tasks: readonly T[],
  options: ScheduleOptions<T>,
): Promise<void> {
  const state = createState(tasks, options)
  const running = new Set<Promise<void>>()
  let stopped = false
  let crash: { readonly error: unknown } | undefined
  async function run(task: T): Promise<void> {
    try {
      const end = await options.execute(task)
      if (end === 'failed' && options.failFast) stopped = true
      settle(state, task, end === 'done' ? undefined : task)
    } catch (error) {
      crash ??= { error }
    }
  }
  for (;;) {
    const halted = stopped || crash !== undefined || options.signal.aborted
    while (!halted && running.size < options.limit) {
      const task = state.ready.shift()
      if (task === undefined) break
      const work: Promise<void> = run(task).finally(() => running.delete(work))
      running.add(work)
    }
    if (running.size === 0) break
    await Promise.race(running)
  }
  if (crash !== undefined) throw crash.error
  for (const task of tasks) if (!state.ended.has(task.id)) options.skip(task, undefined)
}

interface State<T extends Task> {
  /** In the order of the tasks. */
  readonly ready: T[]
  readonly waiting: Map<string, number>
  readonly children: ReadonlyMap<string, readonly T[]>
  readonly ended: Set<string>
  readonly skip: ScheduleOptions<T>['skip']
}

function createState<T extends Task>(tasks: readonly T[], { skip }: ScheduleOptions<T>): State<T> {
  const known = new Set(tasks.map(task => task.id))
  const children = new Map<string, T[]>(tasks.map(task => [task.id, []]))
  const waiting = new Map<string, number>()
  for (const task of tasks) {
    const parents = new Set(task.after.filter(id => known.has(id)))
    waiting.set(task.id, parents.size)
    for (const parent of parents) children.get(parent)?.push(task)
  }
  return {
    ready: tasks.filter(task => waiting.get(task.id) === 0),
    waiting,
    children,
    ended: new Set(),
    skip,
  }
}

// `cause` is undefined when the task was done: its children may start.
function settle<T extends Task>(state: State<T>, task: T, cause: T | undefined): void {
  state.ended.add(task.id)
  for (const child of state.children.get(task.id) ?? []) {
    if (state.ended.has(child.id)) continue
    if (cause !== undefined) {
      state.skip(child, cause)
      settle(state, child, cause)
      continue
    }
    const left = (state.waiting.get(child.id) ?? 0) - 1
    state.waiting.set(child.id, left)
    if (left === 0) state.ready.push(child)
  }
}
