import { bug } from '../../errors/bug.ts'
import type { QueryResult } from '../../ports/relation.ts'
import type {
  BoundQuery,
  Candidate,
  PublishRequest,
  PublishResult,
  StageRequest,
  Worker,
} from '../../ports/warehouse.ts'
import { type BindScope, bindQuery, executeStatements } from './relation/bind.ts'
import type { Connection } from './session/connection.ts'
import { Namespace } from './session/namespace.ts'
import { copyPrefix, copyToFile } from './statements.ts'
import { discardCandidate, publishCandidate } from './write/publish.ts'
import type { WriteScope } from './write/scope.ts'
import { stageQuery } from './write/stage.ts'

/** A worker that is closed before the session is. */
export interface OwnWorker extends Worker {
  close(): Promise<void>
}

/** A worker with a connection of its own; the one for plans is opened when a query first needs it. */
export async function openWorker(scope: WriteScope, name: string): Promise<OwnWorker> {
  const { session, lake } = scope
  const data = await session.connect()
  const plans = lazyPlans(scope, name)
  const namespace = new Namespace({ connection: data, prefix: name, shared: () => session.sharedSchemas })
  const binding: BindScope = { session, lake, data, namespace, plans: plans.open }
  let current: BoundQuery | undefined
  let located = true
  function requireCurrent(query: BoundQuery): void {
    if (query !== current) bug('a query whose relations are gone')
  }
  return {
    async bind(request) {
      current = undefined
      current = await bindQuery(binding, request)
      located = !request.relations.some(relation => relation.kind === 'view')
      return current
    },
    async query(bound, options = {}) {
      requireCurrent(bound)
      return readRows(scope, data, { bound, located, limit: options.limit })
    },
    execute(request) {
      current = undefined
      return executeStatements(binding, request)
    },
    async save(bound, to) {
      requireCurrent(bound)
      return saveRows(scope, data, { bound, located, ...to })
    },
    async stage(request: StageRequest) {
      requireCurrent(request.query)
      return stageQuery({ ...scope, data, located, created: [] }, request)
    },
    publish(candidate: Candidate, request: PublishRequest): Promise<PublishResult> {
      return publishCandidate(scope, candidate, request)
    },
    discard(candidate: Candidate) {
      return discardCandidate(scope, candidate)
    },
    async close() {
      await plans.close()
      // What is cancelled runs nothing any more; the session closes it.
      if (session.cancelled) return
      // Statements of the user may have left a transaction open, in which nothing can be detached.
      await namespace.close().catch(() => undefined)
      session.release(data)
    },
  }
}

interface Read {
  readonly bound: BoundQuery
  readonly located: boolean
  readonly limit?: number | undefined
}

interface Save extends Read {
  readonly file: string
}

async function saveRows({ session }: WriteScope, data: Connection, save: Save): Promise<bigint> {
  const { bound, located, limit, file } = save
  const { node, sql } = bound
  const open = '(SELECT * FROM ('
  const query = `${open}${sql}\n)${limit === undefined ? '' : ` LIMIT ${limit}`})`
  const user = { sql, before: `${copyPrefix}${open}`, located }
  const [row] = await session.translated({ node, user, writes: `the file "${file}"` }, () =>
    data.rows(copyToFile(query, file)),
  )
  // Of RETURN_STATS: the file, then its rows.
  return BigInt(String(row?.[1] ?? 0))
}

async function readRows({ session }: WriteScope, data: Connection, read: Read): Promise<QueryResult> {
  const { node, sql } = read.bound
  const user = { sql, before: '', located: read.located }
  return session.translated({ node, user }, () => data.read(sql, read.limit))
}

interface Plans {
  readonly open: BindScope['plans']
  close(): Promise<void>
}

function lazyPlans({ session }: WriteScope, name: string): Plans {
  let opened: ReturnType<BindScope['plans']> | undefined
  async function connect() {
    const connection = await session.connectToPlans()
    return { connection, namespace: new Namespace({ connection, prefix: name }) }
  }
  return {
    open() {
      opened ??= connect()
      return opened
    },
    async close() {
      if (opened === undefined || session.cancelled) return
      const { connection, namespace } = await opened
      await namespace.close()
      session.release(connection)
    },
  }
}
