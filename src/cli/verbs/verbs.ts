import type { VerbName } from '../argv/call.ts'
import type { RunVerb } from '../verb-context.ts'

interface VerbModule {
  /** A command loads only what it needs: its module is imported when it runs. */
  load(): Promise<RunVerb>
  /** Its data are rows or names of its own, and not the events of a run. */
  readonly printsRows: boolean
}

export const verbs = {
  build: { load: async () => (await import('./run-nodes.ts')).runNodes, printsRows: false },
  run: { load: async () => (await import('./run-nodes.ts')).runNodes, printsRows: false },
  test: { load: async () => (await import('./run-nodes.ts')).runNodes, printsRows: false },
  seed: { load: async () => (await import('./run-nodes.ts')).runNodes, printsRows: false },
  'generate fastcart': { load: async () => (await import('./generate.ts')).generate, printsRows: true },
  compile: { load: async () => (await import('./compile.ts')).compile, printsRows: true },
  ls: { load: async () => (await import('./ls.ts')).ls, printsRows: true },
  show: { load: async () => (await import('./show.ts')).show, printsRows: true },
  'table history': { load: async () => (await import('./table-history.ts')).tableHistory, printsRows: true },
  'docs generate': { load: async () => (await import('./docs-generate.ts')).docsGenerate, printsRows: true },
  'docs serve': { load: async () => (await import('./docs-serve.ts')).docsServe, printsRows: true },
  'run-operation': {
    load: async () => (await import('./run-operation.ts')).runOperation,
    printsRows: true,
  },
  init: { load: async () => (await import('../setup/init.ts')).init, printsRows: true },
  deps: { load: async () => (await import('../setup/deps.ts')).deps, printsRows: true },
  debug: { load: async () => (await import('../setup/debug.ts')).debug, printsRows: true },
  retry: { load: async () => (await import('../setup/retry.ts')).retry, printsRows: false },
  completion: { load: async () => (await import('../setup/completion.ts')).completion, printsRows: true },
  clean: { load: async () => (await import('./clean.ts')).clean, printsRows: true },
} satisfies Record<VerbName, VerbModule>
