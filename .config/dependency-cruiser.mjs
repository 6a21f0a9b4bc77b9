// The layers of src/, each with the layers it may import. Read top to bottom like a run.
const layers = {
  errors: [],
  ports: ['errors'],
  core: ['ports', 'errors'],
  delta: ['ports', 'errors'],
  adapters: ['core', 'delta', 'ports', 'errors'],
  ingest: ['core', 'ports', 'errors'],
  run: ['ingest', 'core', 'ports', 'errors'],
  generate: ['core', 'ports', 'errors'],
  docs: ['core', 'ports', 'errors'],
  commands: ['docs', 'run', 'ingest', 'generate', 'adapters', 'delta', 'core', 'ports', 'errors'],
  server: ['commands', 'core', 'ports', 'errors'],
  cli: ['server', 'commands', 'core', 'ports', 'errors'],
}
const inside = names => `^src/(${names.join('|')})/`

const layerRules = Object.entries(layers).map(([layer, allowed]) => ({
  name: `${layer}-imports-down`,
  severity: 'error',
  comment: `${layer} may import ${allowed.join(', ') || 'nothing'}. Move the code down or pass the value in.`,
  from: { path: inside([layer]) },
  to: { path: '^src/', pathNot: inside([layer, ...allowed]) },
}))

export default {
  forbidden: [
    ...layerRules,
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Also types: split the shared type out.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'pure-layers',
      severity: 'error',
      comment:
        'errors, ports, core and delta do no I/O: take what you need through a port. Hashes and byte helpers are pure.',
      from: { path: inside(['errors', 'ports', 'core', 'delta']) },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|buffer|zlib)$' },
    },
    {
      name: 'drivers-in-adapters',
      severity: 'error',
      comment: 'Drivers are wrapped by an adapter behind a port.',
      from: { path: '^src/', pathNot: inside(['adapters']) },
      to: { path: 'node_modules/(@duckdb|kafkajs)' },
    },
    {
      name: 'docs-read-artifacts',
      severity: 'error',
      comment:
        'The documentation site is made of what the artifacts say, so that it can be made of those of anybody.',
      from: { path: inside(['docs']) },
      to: { path: '^src/core/', pathNot: '^src/core/artifacts/' },
    },
    {
      name: 'browser-code-is-a-script',
      severity: 'error',
      comment: 'What runs in the page is put together from these two folders alone.',
      from: { path: '^src/docs/(browser|shared)/' },
      to: { pathNot: '^src/docs/(browser|shared)/' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'Nothing imports this file: delete it or use it.',
      from: { orphan: true, path: '^src/', pathNot: '^src/index\\.ts$' },
      to: {},
    },
    {
      name: 'tests-stay-out',
      severity: 'error',
      comment: 'src never imports tests.',
      from: { path: '^src/' },
      to: { path: '^tests/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types'] },
  },
}
