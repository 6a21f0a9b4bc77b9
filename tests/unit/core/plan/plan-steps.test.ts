import { expect, test } from 'vitest'
import { buildGraph } from '../../../../src/core/graph/dag.ts'
import { select } from '../../../../src/core/graph/select.ts'
import type { Plan, PlanCommand } from '../../../../src/core/plan/plan.ts'
import { planSteps } from '../../../../src/core/plan/plan-steps.ts'
import { cpuTime } from '../../../support/cpu-time.ts'
import { smallManifest } from '../../../support/small-manifest.ts'

function plan(project: string, command: PlanCommand = 'build', selector = ''): Plan {
  const graph = buildGraph(smallManifest(project))
  return planSteps(graph, select(graph, { select: [selector] }).ids, command)
}

/** `b < a t` for a step that waits for two. */
function lines({ steps }: Plan): readonly string[] {
  const name = (id: string): string => id.replace(/^\w+\.shop\./, '')
  return steps.map(({ id, after }) =>
    [name(id), ...(after.length > 0 ? ['<'] : []), ...after.map(name)].join(' '),
  )
}

const shop = `
source:crm.users
seed:countries
users <- source:crm.users # materialized=view
names <- users # materialized=ephemeral
sales <- names, seed:countries
report <- sales
test:unique_users <- users # generic=unique
test:unique_sales <- sales # generic=unique
test:rel <- report, users # generic=relationships
test:fresh <- source:crm.users
test:seed <- seed:countries
`

test('build has each test behind its tables and before what reads all of them', () => {
  expect(lines(plan(shop))).toEqual([
    'fresh',
    'countries',
    'seed < countries',
    'users < fresh',
    'unique_users < users',
    'sales < users countries seed unique_users',
    'unique_sales < sales',
    'report < sales unique_sales',
    'rel < report users',
  ])
})

test('steps are numbered from 1 in their order', () => {
  expect(plan(shop).steps.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
})

test('run has models only, views too, and ephemeral models are passed through', () => {
  expect(lines(plan(shop, 'run'))).toEqual(['users', 'sales < users', 'report < sales'])
})

test('test and seed have their own nodes only, and these wait for nothing', () => {
  expect(lines(plan(shop, 'test'))).toEqual(['fresh', 'seed', 'unique_users', 'unique_sales', 'rel'])
  expect(lines(plan(shop, 'seed'))).toEqual(['countries'])
})

test('compile has all that is SQL, and one broken node hides no other', () => {
  const compile = plan(shop, 'compile')
  expect(compile.steps.every(({ after }) => after.length === 0)).toBe(true)
  expect(lines(compile)).toContain('names')
  expect(lines(compile)).not.toContain('countries')
})

test('a test that needs a descendant of its table only reports', () => {
  const steps = lines(plan('a\nb <- a\nc <- b\ntest:t <- a, c'))
  expect(steps).toEqual(['a', 'b < a', 'c < b', 't < a c'])
})

test('a test of two tables stops what reads both, and not what reads one', () => {
  const steps = lines(
    plan('fact\ndim\nonly_fact <- fact\nboth <- fact, dim\nlast <- both\ntest:rel <- fact, dim'),
  )
  expect(steps).toEqual([
    'fact',
    'dim',
    'rel < fact dim',
    'only_fact < fact',
    'both < fact dim rel',
    'last < both',
  ])
})

test('a test of two tables stops a reader of both that reads them through others', () => {
  const steps = lines(
    plan('fact\ndim\nf <- fact\nd <- dim\nboth <- f, d\nmore <- both, f\ntest:rel <- fact, dim'),
  )
  expect(steps.find(line => line.startsWith('both'))).toBe('both < f d rel')
  expect(steps.find(line => line.startsWith('more'))).toBe('more < both f')
})

test('order is kept through what is not selected', () => {
  const steps = lines(plan('a\nb <- a\nc <- b\nd <- c', 'build', 'a d'))
  expect(steps).toEqual(['a', 'd < a'])
})

test('a test of an unselected table runs first and still stops its readers', () => {
  const steps = lines(plan('a\nb <- a\nc <- b\ntest:t <- a', 'build', 'c t'))
  expect(steps).toEqual(['t', 'c < t'])
})

test('a test without a table stops nothing', () => {
  expect(lines(plan('a\nb <- a\ntest:t'))).toEqual(['t', 'a', 'b < a'])
})

test('everything a step waits for stands before it', () => {
  const project = Array.from({ length: 60 }, (_, i) => [
    `m${i}${i > 2 ? ` <- m${(i * 7) % i}, m${(i * 5 + 1) % i}` : ''}`.replace(/ <- (m\d+), \1$/, ' <- $1'),
    `test:t${i} <- m${i}${i > 9 ? `, m${(i * 3) % (i - 1)}` : ''}`,
  ])
  const { steps } = plan(project.flat().join('\n'))
  expect(steps).toHaveLength(120)
  const started = new Set<string>()
  for (const { id, after } of steps) {
    for (const before of after) expect(started.has(before)).toBe(true)
    started.add(id)
  }
})

test('a chain of 5,000 models with two tests each is planned in time with its length', () => {
  const project = Array.from({ length: 5_000 }, (_, i) => [
    `m${i}${i > 0 ? ` <- m${i - 1}` : ''}`,
    `test:u${i} <- m${i} # generic=unique`,
    `test:r${i} <- m${i}${i > 0 ? `, m${i - 1}` : ''} # generic=relationships`,
  ])
  const graph = buildGraph(smallManifest(project.flat().join('\n')))
  let steps: Plan['steps'] = []
  const milliseconds = cpuTime(() => {
    steps = planSteps(graph, graph.order, 'build').steps
  })
  expect(milliseconds).toBeLessThan(1_500)
  expect(steps).toHaveLength(15_000)
  expect(steps.find(({ id }) => id === 'model.shop.m9')?.after).toEqual([
    'model.shop.m8',
    'test.shop.u8',
    'test.shop.r8',
  ])
})
