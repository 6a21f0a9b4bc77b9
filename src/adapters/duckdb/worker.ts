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
import { type BindScope, bindQuery } from './relation/bind.ts'
import type { Connection } from './session/connection.ts'
import { Namespace } from './session/namespace.ts'
import { copyPrefix, copyToFile } from './statements.ts'
import { discardCandidate, publishCandidate } from './write/publish.ts'
import type { WriteScope } from './write/scope.ts'
import { stageQuery } from './write/stage.ts'

/** A worker with a connection of its own; the one for plans is opened when a query first needs it. */
export async function openWorker(scope: WriteScope, name: string): Promise<Worker> {
  const { session, lake } = scope
  const data = await session.connect()
  const binding: BindScope = {
    session,
    lake,
    data,
    namespace: new Namespace(data, name),
    plans: lazyPlans(scope, name),
  }
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

function lazyPlans({ session }: WriteScope, name: string): BindScope['plans'] {
  let opened: ReturnType<BindScope['plans']> | undefined
  async function open() {
    const connection = await session.connectToPlans()
    return { connection, namespace: new Namespace(connection, name) }
  }
  return () => {
    opened ??= open()
    return opened
  }
}
