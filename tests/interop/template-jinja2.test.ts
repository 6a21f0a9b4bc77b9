import { expect, test } from 'vitest'
import { longRun, seeded } from '../support/seeded.ts'
import { gridCases } from './template-grid.ts'
import { comparable, renderWithGild, renderWithJinja } from './template-jinja2.ts'
import { randomCases } from './template-random.ts'

/** Where gild differs on purpose. */
const knownDifferences: readonly { readonly case: RegExp; readonly why: string }[] = [
  { case: /\(-7\) \*\* \((2\.5|-0\.5)\)/, why: 'templates have no complex numbers' },
  { case: /\(-0\.5\) \*\* \((2\.5|-0\.5)\)/, why: 'templates have no complex numbers' },
]

function differences(cases: readonly string[]): readonly object[] {
  const expected = renderWithJinja(cases)
  return cases.flatMap((template, i) => {
    const jinja = expected[i]
    if (jinja === undefined) throw new Error('Jinja2 gave fewer results than there are templates')
    const gild = renderWithGild(template)
    if (comparable(gild) === comparable(jinja)) return []
    return knownDifferences.some(known => known.case.test(template)) ? [] : [{ template, jinja, gild }]
  })
}

test('every filter, test, method, operator and format gives what Jinja2 gives, over values of every type', () => {
  const cases = gridCases()
  expect(cases.length).toBeGreaterThan(15_000)
  expect(differences(cases)).toEqual([])
}, 300_000)

const { seed, scale } = longRun()

test(`random templates give what Jinja2 gives (GILD_SEED=${seed})`, () => {
  const cases = randomCases(Math.max(100, Math.round(10_000 * scale)), seeded(seed))
  expect(differences(cases)).toEqual([])
}, 300_000)
