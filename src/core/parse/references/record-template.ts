import { GildError, isGildError } from '../../../errors/gild-error.ts'
import type { Location } from '../../../errors/location.ts'
import { textPosition } from '../../project/yaml/text-position.ts'
import { calledNames, fromJs, layered, parse, renderSync, type Value } from '../../template/index.ts'
import { type VariableNames, variableNames } from '../macros/variable-names.ts'
import type { ParseRun } from '../parse-run.ts'
import type { Recording } from './recorder.ts'
import { unknownCalls } from './unknown-calls.ts'

export interface TemplateToRecord {
  readonly file: string
  readonly text: string
  /** Where YAML asks for a text that gild wrote: errors in it are errors there. */
  readonly writtenAt?: Location | undefined
  /** Where the text begins in its file, of which it is a part. */
  readonly textAt?: Location | undefined
  /** The node whose SQL it is. */
  readonly node: string
  readonly fqn: readonly string[]
  /** Config keys that are set outside of the template. */
  readonly configured: Readonly<Record<string, unknown>>
}

/** What a template uses, from one render and from its tree. */
export interface RecordedTemplate {
  readonly recording: Recording
  /** Names in it that may be macros. */
  readonly names: readonly string[]
  readonly variables: VariableNames
}

/** Parses a template and renders it once. Undefined after its errors have been reported. */
export function recordTemplate(run: ParseRun, given: TemplateToRecord): RecordedTemplate | undefined {
  return run.diagnostics.attempt(() => placed(given.writtenAt, () => record(run, given)))
}

function record(run: ParseRun, given: TemplateToRecord): RecordedTemplate {
  const { file, text, node, configured, writtenAt, textAt } = given
  const template = parse(
    text,
    file,
    textAt === undefined ? {} : { firstPosition: textPosition(textAt, text) },
  )
  if (writtenAt === undefined && textAt === undefined) run.templates.set(file, template)
  const subject = {
    name: node,
    model: () => modelValue(run, given),
    configured: (key: string) => (Object.hasOwn(configured, key) ? fromJs(configured[key]) : undefined),
  }
  const recording = run.recorder.record(subject, context =>
    renderSync(template, layered(run.macroContext, context), { undefined: 'chainable' }),
  )
  if (writtenAt === undefined) {
    const known = layered(run.macroContext, run.recorder.context)
    for (const error of unknownCalls(template, node, known)) run.diagnostics.report(error)
  }
  const variables = variableNames(template.ast)
  return {
    recording,
    names: calledNames(template.ast),
    variables: {
      vars: [...variables.vars, ...recording.vars],
      environment: [...variables.environment, ...recording.environment],
    },
  }
}

/** What several templates use together. */
export function joinRecorded(all: readonly RecordedTemplate[]): RecordedTemplate {
  return {
    recording: {
      references: all.flatMap(({ recording }) => recording.references),
      configCalls: all.flatMap(({ recording }) => recording.configCalls),
      vars: all.flatMap(({ recording }) => recording.vars),
      environment: all.flatMap(({ recording }) => recording.environment),
    },
    names: all.flatMap(({ names }) => names),
    variables: {
      vars: all.flatMap(({ variables }) => variables.vars),
      environment: all.flatMap(({ variables }) => variables.environment),
    },
  }
}

// Keeps the places in macro files, which are true; those in the written text are not in any file.
function placed<T>(at: Location | undefined, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (at === undefined || !isGildError(error) || error.at?.file !== at.file) throw error
    throw new GildError(error.code, error.params, { at: { ...at, calls: error.at.calls }, cause: error })
  }
}

function modelValue({ project }: ParseRun, { node, fqn, file, configured: config }: TemplateToRecord): Value {
  return fromJs({ name: node, package_name: project.name, fqn, original_file_path: file, config })
}
