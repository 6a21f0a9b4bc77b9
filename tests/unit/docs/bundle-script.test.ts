import { expect, test } from 'vitest'
import { bundleScript } from '../../../src/docs/bundle-script.ts'

test('modules become one script in which equal names do not meet', () => {
  const modules = new Map([
    [
      'a/main.js',
      `import { twice as double, limit } from "../b/math.js";\nconst own = 1;\nresult = double(own) + limit;\n`,
    ],
    [
      'b/math.js',
      `import { own } from './own.js';\nexport function twice(n) { return n * own; }\nexport const limit = 100;\n`,
    ],
    ['b/own.js', 'export const own = 2;\n'],
    ['b/unused.js', 'throw new Error()\n'],
  ])
  const script = bundleScript(modules, 'a/main.js')
  expect(script).not.toMatch(/^\s*(?:import|export)\b/m)
  expect(new Function(`let result;\n${script}\nreturn result`)()).toBe(102)
})

test('a module that two others import runs once', () => {
  const modules = new Map([
    ['main.js', `import { a } from './a.js';\nimport { n } from './n.js';\nresult = a + n;\n`],
    ['a.js', `import { n } from './n.js';\nexport const a = n;\n`],
    ['n.js', 'runs++;\nexport const n = 1;\n'],
  ])
  const script = bundleScript(modules, 'main.js')
  expect(new Function(`let result, runs = 0;\n${script}\nreturn [result, runs]`)()).toEqual([2, 1])
})

test('a module that is missing is named', () => {
  expect(() => bundleScript(new Map(), 'main.js')).toThrow('main.js')
})
