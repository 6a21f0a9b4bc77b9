// The statements of a project of small models, sent to DuckDB as they are: what gild's builds are measured against.
//   node nodes-raw.mjs <JSON file: layers of statements> <connections>
import { readFileSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'

const [file, connections] = process.argv.slice(2)
const layers = JSON.parse(readFileSync(file, 'utf8'))
const instance = await DuckDBInstance.create(':memory:')
const workers = await Promise.all(Array.from({ length: Number(connections) }, () => instance.connect()))
for (const statements of layers) {
  const left = [...statements]
  const work = async connection => {
    for (let sql = left.pop(); sql !== undefined; sql = left.pop()) await connection.run(sql)
  }
  await Promise.all(workers.map(work))
}
for (const connection of workers) connection.closeSync()
instance.closeSync()
