// Prepares the Python that the interop suite compares with, Spark with Java, DuckDB's extension for Delta, and the browser
// that opens the documentation site, then runs the command that is given as arguments. Fails when it cannot: a suite that
// needs them never passes without them.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'

const packages = [
  'deltalake==1.6.6',
  'pyarrow==26.0.1',
  'pandas==3.1.1',
  'jinja2==3.1.6',
  'pyspark==4.2.0',
  // Of the DuckDB that gild has.
  'duckdb-extension-delta==1.5.5',
]
const folder = resolve('node_modules/.cache/gild-interop-python')
const python = join(folder, 'bin', 'python')
const stamp = join(folder, 'packages.txt')

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== packages.join('\n')) {
  mkdirSync(folder, { recursive: true })
  run('python3', ['-m', 'venv', '--clear', folder])
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages])
  writeFileSync(stamp, packages.join('\n'))
}
const chromium = '/usr/bin/chromium'
const missing = [
  ...(existsSync(chromium) ? [] : ['chromium']),
  ...(isOnPath('java') ? [] : ['default-jre-headless']),
]
if (missing.length > 0) {
  run('apt-get', ['update', '-qq'])
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing])
}
const [command, ...args] = process.argv.slice(2)
process.exit(run(command, args, { ...process.env, GILD_PYTHON: python, GILD_CHROMIUM: chromium }))

function run(program, parameters, env = process.env) {
  const { status, error } = spawnSync(program, parameters, { stdio: 'inherit', env })
  if (error !== undefined) throw error
  if (env === process.env && status !== 0) process.exit(status ?? 1)
  return status ?? 1
}

function isOnPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some(folder => existsSync(join(folder, program)))
}
