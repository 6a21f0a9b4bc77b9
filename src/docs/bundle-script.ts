import { posix } from 'node:path'
import { bug } from '../errors/bug.ts'

/**
 * Joins compiled modules into one classic script, because a page that is opened from a folder may load no modules. Each
 * module becomes a function that runs once; it may import named exports of the others by relative path, and export
 * functions and constants.
 */
export function bundleScript(modules: ReadonlyMap<string, string>, entry: string): string {
  const names = new Map<string, string>()
  const parts: string[] = []
  function add(path: string): string {
    const known = names.get(path)
    if (known !== undefined) return known
    const source = modules.get(path) ?? bug(`the script of the documentation site has no module "${path}"`)
    const body = source.replace(importLine, (_, wanted: string, from: string) => {
      const name = add(posix.join(posix.dirname(path), from))
      return `const {${wanted.replace(/\s+as\s+/g, ': ')}} = ${name};`
    })
    const name = `module${names.size}`
    names.set(path, name)
    const exported = [...body.matchAll(exportedName)].map(([, exportName]) => exportName)
    const inner = body.replace(exportWord, '').replace(/^export \{\};?$/gm, '')
    parts.push(`const ${name} = (() => {\n${inner.trim()}\nreturn { ${exported.join(', ')} };\n})();`)
    return name
  }
  add(entry)
  return `(() => {\n'use strict';\n${parts.join('\n')}\n})();\n`
}

const importLine = /^import \{([^}]*)\} from ['"]([^'"]+)['"];?$/gm
const exportedName = /^export (?:async function|function|const) (\w+)/gm
const exportWord = /^export (?=async function|function|const)/gm
