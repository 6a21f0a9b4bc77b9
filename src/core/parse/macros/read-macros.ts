import { GildError } from '../../../errors/gild-error.ts'
import {
  calledNames,
  type Definition,
  definitions,
  definitionText,
  macroValue,
  parse,
  type Template,
} from '../../template/index.ts'
import type { Diagnostics } from '../diagnostics.ts'
import { builtinPackage } from '../macro-namespace.ts'
import type { MacroNode, MacroPatch } from '../manifest.ts'
import { builtinMacros } from './builtin-macros.ts'
import { type VariableNames, variableNames } from './variable-names.ts'

export interface MacroFile {
  readonly file: string
  readonly text: string
  readonly package: string
  readonly packageFolder?: string | undefined
}

/** A macro before it is known what it calls. */
export interface ParsedMacro {
  readonly node: Omit<MacroNode, 'calls' | keyof MacroPatch>
  readonly template: Template
  readonly definition: Definition
  /** Names that may be macros. */
  readonly names: readonly string[]
  readonly variables: VariableNames
}

/** The macros and generic tests of the files and of the built-in package, by `package.name`. */
export function readMacros(
  files: readonly MacroFile[],
  diagnostics: Diagnostics,
): ReadonlyMap<string, ParsedMacro> {
  const macros = new Map<string, ParsedMacro>()
  const builtin: MacroFile = { file: 'dbt/macros.sql', text: builtinMacros, package: builtinPackage }
  for (const file of [builtin, ...files]) {
    const template = diagnostics.attempt(() => parse(file.text, file.file))
    for (const definition of template === undefined ? [] : definitions(template)) {
      if (definition.type !== 'macro' && definition.type !== 'test') continue
      const macro = parsedMacro(file, template as Template, definition)
      const key = `${file.package}.${macro.node.name}`
      const before = macros.get(key)
      if (before === undefined) macros.set(key, macro)
      else diagnostics.report(duplicate(before, macro))
    }
  }
  return macros
}

function parsedMacro(
  { package: owner, packageFolder }: MacroFile,
  template: Template,
  definition: Definition,
): ParsedMacro {
  const name = definition.type === 'test' ? `test_${definition.name}` : definition.name
  return {
    node: {
      name,
      package: owner,
      packageFolder,
      file: template.file,
      sql: definitionText(template, definition),
      value: macroValue(template, definition, name),
    },
    template,
    definition,
    names: calledNames(definition),
    variables: variableNames(definition),
  }
}

function duplicate(before: ParsedMacro, macro: ParsedMacro): GildError {
  const files = [before.node.file, macro.node.file]
  const at = macro.template.location(macro.definition.nameSpan)
  return new GildError('duplicate-name', { kind: 'macros', name: macro.definition.name, files }, { at })
}
