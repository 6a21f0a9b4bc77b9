import { GildError } from '../../../errors/gild-error.ts'
import type { Location } from '../../../errors/location.ts'
import { nearest } from '../../../errors/nearest.ts'
import { bindArguments, type Context, contextOf, hostFunction } from '../../template/index.ts'
import type { Diagnostics } from '../diagnostics.ts'
import type { DocBlock } from '../manifest.ts'
import type { TextFile } from '../project-files.ts'

export interface DocSource {
  readonly files: readonly TextFile[]
  readonly packageName: string
  readonly packageFolder?: string | undefined
  readonly diagnostics: Diagnostics
}

/** Every `{% docs name %}` of Markdown files, by `package.name`. What is between the tags is text, not a template. */
export function readDocBlocks({ files, ...source }: DocSource): ReadonlyMap<string, DocBlock> {
  const { packageName, diagnostics } = source
  const blocks = new Map<string, DocBlock>()
  for (const { block, at } of files.flatMap(([file, text]) => blocksOf({ file, text, ...source }))) {
    const key = `${packageName}.${block.name}`
    const before = blocks.get(key)
    if (before === undefined) {
      blocks.set(key, block)
      continue
    }
    const files = [before.file, block.file]
    diagnostics.report(
      new GildError('duplicate-name', { kind: 'docs blocks', name: block.name, files }, { at }),
    )
  }
  return blocks
}

/** Packages, by name: a name without one is looked up in the package itself, the root project, then all others. */
export interface DocPackages {
  readonly own: string
  readonly root: string
}

/** What descriptions see beside the names of all YAML: `doc('name')` and `doc('package', 'name')`. */
export function docContext(blocks: ReadonlyMap<string, DocBlock>, { own, root }: DocPackages): Context {
  const doc = hostFunction('doc', call => {
    const [first, second] = bindArguments('doc', ['name', ['block', null]], call)
    const [owner, name] = second === null ? [undefined, String(first)] : [String(first), String(second)]
    const block =
      blocks.get(`${owner ?? own}.${name}`) ??
      (owner === undefined ? (blocks.get(`${root}.${name}`) ?? named(blocks, name)) : undefined)
    if (block !== undefined) return block.contents
    const closest = nearest(
      name,
      [...blocks.values()].map(each => each.name),
    )
    throw new GildError(
      'doc-not-found',
      { name: owner === undefined ? name : `${owner}.${name}`, closest },
      { at: call.at() },
    )
  })
  return contextOf({ doc })
}

function named(blocks: ReadonlyMap<string, DocBlock>, name: string): DocBlock | undefined {
  return [...blocks.values()].find(block => block.name === name)
}

interface DocFile extends Omit<DocSource, 'files'> {
  readonly file: string
  readonly text: string
}

interface Found {
  readonly block: DocBlock
  readonly at: Location
}

const opening = /\{%-?\s*docs\b\s*((?:(?!%\}).)*?)\s*-?%\}/g
const closing = /\{%-?\s*enddocs\s*-?%\}/g

function blocksOf({ file, text, packageName, packageFolder, diagnostics }: DocFile): readonly Found[] {
  const found: Found[] = []
  const openings = [...text.matchAll(opening)]
  for (const [i, match] of openings.entries()) {
    const name = match[1] ?? ''
    const at = placeOf(file, text, match.index)
    const start = match.index + match[0].length
    closing.lastIndex = start
    const end = closing.exec(text)?.index
    const next = openings[i + 1]?.index ?? text.length
    const problem = /^[A-Za-z_]\w*$/.test(name)
      ? end === undefined || end > next
        ? 'is not closed by {% enddocs %}'
        : undefined
      : 'has no name of letters, digits and underscores'
    if (problem !== undefined) {
      diagnostics.report(new GildError('doc-block-invalid', { name, problem }, { at }))
      continue
    }
    const contents = text
      .slice(start, end)
      .replace(/\{%-?\s*(?:end)?raw\s*-?%\}/g, '')
      .trim()
    found.push({ block: { name, package: packageName, packageFolder, file, contents }, at })
  }
  return found
}

function placeOf(file: string, text: string, offset: number): Location {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return { file, line, column: offset - before.lastIndexOf('\n') }
}
