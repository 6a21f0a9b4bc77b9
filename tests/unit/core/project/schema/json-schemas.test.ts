import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { jsonSchemas } from '../../../../../src/core/project/schema/json-schemas.ts'

const folder = join(import.meta.dirname, '../../../../../schemas')

test.each(Object.keys(jsonSchemas()))('schemas/%s is what the zod schema gives: npm run schemas', file => {
  expect(JSON.parse(readFileSync(join(folder, file), 'utf8'))).toEqual(
    JSON.parse(JSON.stringify(jsonSchemas()[file])),
  )
})

test('every key of every map is described, for the editor to show', () => {
  const undescribed: string[] = []
  for (const [file, schema] of Object.entries(jsonSchemas())) visit(schema, file, undescribed)
  expect(undescribed).toEqual([])
})

test('a value of any type may be a template', () => {
  const text = JSON.stringify(jsonSchemas()['properties.json'])
  expect(text).toContain(
    '"enabled":{"description":"`false` leaves the node out. Default: true.","anyOf":[{"type":"boolean"},',
  )
})

// `name` and a list's items explain themselves.
const plain = new Set(['name', 'type', 'config', 'tables'])

function visit(node: unknown, path: string, undescribed: string[]): void {
  if (typeof node !== 'object' || node === null) return
  if ('properties' in node && typeof node.properties === 'object' && node.properties !== null) {
    for (const [key, value] of Object.entries(node.properties)) {
      const described = typeof value === 'object' && value !== null && 'description' in value
      if (!described && !plain.has(key)) undescribed.push(`${path}.${key}`)
    }
  }
  for (const [key, value] of Object.entries(node)) visit(value, `${path}.${key}`, undescribed)
}
