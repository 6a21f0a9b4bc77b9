import { entry } from '../entry.ts'

export interface OpenBlock {
  readonly tag: string
  readonly line: number
}

/** Templates: lexing, parsing, rendering. */
export const templateErrors = {
  'template-syntax': entry<{ problem: string; inside?: OpenBlock | undefined }>({
    title: 'Template syntax error',
    message: p => `The template does not parse: ${p.problem}${insideOf(p.inside)}.`,
  }),
  'template-unknown-tag': entry<{
    tag: string
    expected: readonly string[]
    inside?: OpenBlock | undefined
    closest?: string | undefined
  }>({
    title: 'Unknown template tag',
    message: p =>
      p.expected.length === 0
        ? `There is no tag "${p.tag}"${insideOf(p.inside)}.`
        : `There is no tag "${p.tag}"${insideOf(p.inside)}, which goes on with ${either(p.expected)}.`,
    hint: p => didYouMean(p.closest),
  }),
  'template-unclosed-block': entry<{ tag: string; line: number; expected: readonly string[] }>({
    title: 'Unclosed template block',
    message: p =>
      `The block "${p.tag}" of line ${p.line} is not closed: the template ends before ${either(p.expected)}.`,
  }),
  'template-unknown-filter': entry<{ filter: string; closest?: string | undefined }>({
    title: 'Unknown filter',
    message: p => `There is no filter "${p.filter}".`,
    hint: p => didYouMean(p.closest),
  }),
  'template-unknown-test': entry<{ test: string; closest?: string | undefined }>({
    title: 'Unknown test',
    message: p => `There is no test "${p.test}" for "is".`,
    hint: p => didYouMean(p.closest),
  }),
  'template-undefined': entry<{ problem: string; closest?: string | undefined }>({
    title: 'Undefined',
    message: p => `${sentence(p.problem)}.`,
    hint: p => didYouMean(p.closest),
  }),
  'template-type': entry<{ problem: string; kind: string }>({
    title: 'Wrong type of value',
    message: p => `The expression fails: ${p.problem}.`,
  }),
  'template-value': entry<{ problem: string; kind: string }>({
    title: 'Value not possible',
    message: p => `The expression fails: ${p.problem}.`,
  }),
  'template-macro-arguments': entry<{ macro: string; problem: string }>({
    title: 'Macro called with wrong arguments',
    message: p => `The macro "${p.macro}" ${p.problem}.`,
  }),
  'template-macro-error': entry<{ problem: string }>({
    title: 'Macro used wrongly',
    message: p => `${sentence(p.problem)}.`,
  }),
  'template-recursion': entry<{ macro: string; depth: number }>({
    title: 'Endless recursion',
    message: p => `The macro "${p.macro}" is ${p.depth} calls deep, which is the limit.`,
    hint: () => 'Look for a macro that calls itself without an end.',
  }),
  'template-limit': entry<{ problem: string }>({
    title: 'Template limit',
    message: p => `${sentence(p.problem)}.`,
  }),
  'template-async': entry<{ function: string }>({
    title: 'Not available here',
    message: p =>
      `"${p.function}" has to wait for an answer, which is not possible while the project is parsed.`,
    hint: () => 'Guard the call: {% if execute %} … {% endif %}.',
  }),
}

function insideOf(block: OpenBlock | undefined): string {
  return block === undefined ? '' : ` inside the block "${block.tag}" of line ${block.line}`
}

function either(tags: readonly string[]): string {
  const quoted = tags.map(tag => `"${tag}"`)
  return [quoted.slice(0, -1).join(', '), quoted.at(-1)].filter(part => part).join(' or ')
}

function didYouMean(closest: string | undefined): string | undefined {
  return closest === undefined ? undefined : `Did you mean "${closest}"?`
}

function sentence(problem: string): string {
  return problem.charAt(0).toUpperCase() + problem.slice(1)
}
