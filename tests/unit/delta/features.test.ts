import { expect, test } from 'vitest'
import { checkReadable, checkWritable, neededProtocol } from '../../../src/delta/features.ts'
import type { Protocol } from '../../../src/delta/index.ts'
import { withMetadata } from '../../../src/delta/index.ts'
import { openSnapshot } from '../../../src/delta/open-snapshot.ts'
import { addFile, column, memoryTable, metaDataAction, metadata } from '../../support/delta-table.ts'

function features(readerFeatures: string[], writerOnly: string[] = []): Protocol {
  return {
    minReaderVersion: 3,
    minWriterVersion: 7,
    readerFeatures,
    writerFeatures: [...readerFeatures, ...writerOnly],
  }
}

function refused(check: () => void): readonly string[] {
  try {
    check()
    return []
  } catch (error) {
    expect(error).toMatchObject({ code: 'delta-unsupported-feature' })
    return (error as { params: { features: string[] } }).params.features
  }
}

type Refusal = readonly [
  name: string,
  protocol: Protocol,
  properties: Record<string, string>,
  expected: readonly string[],
]

const plain = metadata()

test.each<Refusal>([
  ['an unknown reader feature', features(['timeTravelling']), {}, ['timeTravelling']],
  [
    'several unknown reader features',
    features(['variantType', 'catalogManaged', 'timestampNtz']),
    {},
    ['variantType', 'catalogManaged'],
  ],
  ['V2 checkpoints', features(['v2Checkpoint']), {}, ['v2Checkpoint']],
  ['a reader version of the future', { minReaderVersion: 4, minWriterVersion: 7 }, {}, ['reader version 4']],
  [
    'column mapping in use',
    features(['columnMapping']),
    { 'delta.columnMapping.mode': 'name' },
    ['columnMapping'],
  ],
  [
    'column mapping of reader version 2',
    { minReaderVersion: 2, minWriterVersion: 5 },
    { 'delta.columnMapping.mode': 'id' },
    ['columnMapping'],
  ],
])('%s is refused by name', (...[, protocol, properties, expected]: Refusal) => {
  expect(refused(() => checkReadable('t', protocol, metadata({ properties })))).toEqual(expected)
})

test.each([
  ['timestamp_ntz', features(['timestampNtz'])],
  ['timestamp_ntz under its old name', features(['timestampWithoutTimezone'])],
  ['column mapping that is not in use', { minReaderVersion: 2, minWriterVersion: 5 }],
  ['deletion vectors that no file has', features(['deletionVectors'])],
  ['type widening that widened nothing', features(['typeWidening'])],
  ['an unknown writer-only feature', features([], ['whoKnows', 'rowTracking', 'inCommitTimestamp'])],
])('%s does not stop reading', (_, protocol: Protocol) => {
  expect(refused(() => checkReadable('t', protocol, plain))).toEqual([])
})

test('a widened column is refused by name', () => {
  const widened = {
    ...column('id', { kind: 'long' }),
    metadata: { 'delta.typeChanges': [{ fromType: 'integer' }] },
  }
  const change = withMetadata(plain, { schema: { kind: 'struct', fields: [widened] } })
  expect(refused(() => checkReadable('t', features(['typeWidening']), change))).toEqual(['typeWidening'])
})

test('a file with a deletion vector is refused by name', async () => {
  const table = memoryTable()
  const deletionVector = {
    storageType: 'u',
    pathOrInlineDv: 'ab',
    offset: 1,
    sizeInBytes: 34,
    cardinality: 2,
  }
  table.log(0, [{ protocol: features(['deletionVectors']) }, metaDataAction(), { add: addFile('a') }])
  expect((await openSnapshot(table))?.files.size).toBe(1)
  table.log(1, [{ add: { ...addFile('a'), deletionVector } }, { remove: { path: 'a', dataChange: true } }])
  await expect(openSnapshot(table)).rejects.toMatchObject({ params: { features: ['deletionVectors'] } })
})

test.each<Refusal>([
  ['an unknown writer feature', features([], ['whoKnows']), {}, ['whoKnows']],
  ['a writer version of the future', { minReaderVersion: 1, minWriterVersion: 8 }, {}, ['writer version 8']],
  [
    'check constraints',
    { minReaderVersion: 1, minWriterVersion: 3 },
    { 'delta.constraints.positive': 'id > 0' },
    ['checkConstraints'],
  ],
  [
    'a change data feed',
    { minReaderVersion: 1, minWriterVersion: 4 },
    { 'delta.enableChangeDataFeed': 'true' },
    ['changeDataFeed'],
  ],
  [
    'a change data feed that the protocol does not list',
    { minReaderVersion: 1, minWriterVersion: 2 },
    { 'delta.enableChangeDataFeed': 'true' },
    ['changeDataFeed'],
  ],
  [
    'in-commit timestamps',
    features([], ['inCommitTimestamp']),
    { 'delta.enableInCommitTimestamps': 'true' },
    ['inCommitTimestamp'],
  ],
  ['row tracking', features([], ['rowTracking']), { 'delta.enableRowTracking': 'true' }, ['rowTracking']],
])('%s stops writing, by name', (...[, protocol, properties, expected]: Refusal) => {
  expect(refused(() => checkWritable('t', protocol, metadata({ properties })))).toEqual(expected)
})

test.each(['delta.invariants', 'delta.generationExpression', 'delta.identity.start', 'CURRENT_DEFAULT'])(
  'a field with %s stops writing',
  property => {
    const field = { ...column('id', { kind: 'long' }), metadata: { [property]: 'x' } }
    const change = withMetadata(plain, { schema: { kind: 'struct', fields: [field] } })
    expect(
      refused(() => checkWritable('t', { minReaderVersion: 1, minWriterVersion: 6 }, change)),
    ).toHaveLength(1)
  },
)

test('features that nobody uses do not stop writing', () => {
  expect(refused(() => checkWritable('t', { minReaderVersion: 2, minWriterVersion: 6 }, plain))).toEqual([])
  const listed = [
    'appendOnly',
    'invariants',
    'checkConstraints',
    'domainMetadata',
    'rowTracking',
    'vacuumProtocolCheck',
  ]
  expect(
    refused(() => checkWritable('t', features(['timestampNtz', 'deletionVectors'], listed), plain)),
  ).toEqual([])
})

test('NOT NULL where statistics do not show it stops writing', () => {
  const list = {
    ...column('tags', { kind: 'array', element: { kind: 'string' }, containsNull: true }),
    nullable: false,
  }
  const number = { ...column('id', { kind: 'long' }), nullable: false }
  const writer2 = { minReaderVersion: 1, minWriterVersion: 2 }
  const withFields = (fields: (typeof list | typeof number)[]) =>
    withMetadata(plain, { schema: { kind: 'struct', fields } })
  expect(refused(() => checkWritable('t', writer2, withFields([number])))).toEqual([])
  expect(refused(() => checkWritable('t', writer2, withFields([list])))).toEqual([
    'NOT NULL inside of a column',
  ])
})

test('a table gets the least protocol that its columns need', () => {
  const ntz = metadata({
    columns: { at: { kind: 'array', element: { kind: 'timestamp_ntz' }, containsNull: true } },
  })
  expect(neededProtocol(undefined, plain)).toEqual({ minReaderVersion: 1, minWriterVersion: 2 })
  expect(neededProtocol({ minReaderVersion: 2, minWriterVersion: 5 }, plain)).toBeUndefined()
  expect(neededProtocol(undefined, ntz)).toEqual({
    minReaderVersion: 3,
    minWriterVersion: 7,
    readerFeatures: ['timestampNtz'],
    writerFeatures: ['appendOnly', 'invariants', 'timestampNtz'],
  })
  expect(neededProtocol(features(['timestampNtz']), ntz)).toBeUndefined()
})

test('an upgrade lists every feature that the old version implied', () => {
  const ntz = metadata({ columns: { at: { kind: 'timestamp_ntz' } } })
  expect(neededProtocol({ minReaderVersion: 2, minWriterVersion: 5 }, ntz)).toEqual({
    minReaderVersion: 3,
    minWriterVersion: 7,
    readerFeatures: ['columnMapping', 'timestampNtz'],
    writerFeatures: [
      'appendOnly',
      'changeDataFeed',
      'checkConstraints',
      'columnMapping',
      'generatedColumns',
      'invariants',
      'timestampNtz',
    ],
  })
  expect(neededProtocol(features(['deletionVectors'], ['rowTracking']), ntz)?.writerFeatures).toEqual([
    'deletionVectors',
    'rowTracking',
    'timestampNtz',
  ])
})
