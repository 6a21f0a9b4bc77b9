import { readFileSync } from 'node:fs'

interface Grid {
  /** Values of every type, as they are written in a template. */
  readonly values: readonly string[]
  readonly filterCalls: Readonly<Record<string, readonly string[]>>
  readonly testCalls: readonly string[]
  readonly stringMethods: readonly string[]
  readonly listUses: readonly string[]
  readonly dictUses: readonly string[]
  readonly setUses: readonly string[]
  readonly operators: readonly string[]
  readonly operands: readonly string[]
  readonly accesses: readonly string[]
  readonly percentFormats: readonly string[]
  readonly formatSpecs: readonly string[]
}

export const grid: Grid = JSON.parse(readFileSync(new URL('template-grid.json', import.meta.url), 'utf8'))

// Their results are lazy: templates see what they give as a list.
export const lazy: ReadonlySet<string> = new Set(
  'batch items map reject rejectattr reverse select selectattr slice unique'.split(' '),
)

/** Every filter, test, method, operator and format over values of every type. */
export function gridCases(): readonly string[] {
  return [...grid.values.flatMap(valueCases), ...methodCases(), ...operatorCases()]
}

function valueCases(value: string): readonly string[] {
  return [
    `{{ ${value} }}`,
    `{{ [${value}] }}`,
    `{% if ${value} %}yes{% endif %}`,
    `{{ -${value} }}`,
    `{{ +(${value}) }}`,
    `{% for x in ${value} %}<{{ x }}>{% else %}none{% endfor %}`,
    ...Object.entries(grid.filterCalls).flatMap(([filter, forms]) =>
      forms.map(form => `{{ ${value} | ${filter}${form}${lazy.has(filter) ? ' | list' : ''} }}`),
    ),
    ...grid.testCalls.map(test => `{{ (${value}) is ${test} }}`),
    ...grid.accesses.map(access => `{% set v = ${value} %}{{ v${access} }}`),
    ...grid.percentFormats.map(format => `{{ '${format}' % (${value},) }}`),
    ...grid.formatSpecs.map(spec => `{{ '{:${spec}}'.format(${value}) }}`),
    ...['!r', '!s', '!r:>20', '!x'].map(conversion => `{{ '{${conversion}}'.format(${value}) }}`),
  ]
}

function methodCases(): readonly string[] {
  const texts = grid.values.filter(value => value.startsWith("'"))
  return [
    ...texts.flatMap(text => grid.stringMethods.map(method => `{{ ${text}.${method} }}`)),
    ...grid.listUses.flatMap(use =>
      ['[3, 1, 2]', '[]'].map(list => `{% set l = ${list} %}{{ l.${use} }} {{ l }}`),
    ),
    ...grid.dictUses.flatMap(use =>
      ["{'a': 1, 'b': [2]}", '{}'].map(dict => `{% set d = ${dict} %}{{ d.${use} }} {{ d }}`),
    ),
    ...grid.setUses.map(use => `{% set s = make_set([1, 2]) %}{{ s.${use} }} {{ s | sort }}`),
    ...['count(1)', 'index(2)', 'index(7)', 'append(1)'].map(use => `{{ (1, 2, 1).${use} }}`),
  ]
}

function operatorCases(): readonly string[] {
  return grid.operands.flatMap(a =>
    grid.operands.flatMap(b =>
      grid.operators
        // Python would compute a number of 10^20 digits.
        .filter(operator => operator !== '**' || b.length < 20)
        .map(operator => `{{ (${a}) ${operator} (${b}) }}`),
    ),
  )
}
