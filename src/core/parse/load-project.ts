import { bug } from '../../errors/bug.ts'
import { GildError } from '../../errors/gild-error.ts'
import type { Project } from '../project/project.ts'
import { readProjectFile } from '../project/read-project-file.ts'
import { type Context, contextOf, layered, macroContext, type Template } from '../template/index.ts'
import { type Diagnostics, diagnostics } from './diagnostics.ts'
import { docContext, readDocBlocks } from './docs/doc-blocks.ts'
import { type GlobalsOptions, globals } from './globals.ts'
import { macroNamespace } from './macro-namespace.ts'
import { macroCalls } from './macros/macro-calls.ts'
import { readMacros } from './macros/read-macros.ts'
import type { Manifest } from './manifest.ts'
import type { ParseRun } from './parse-run.ts'
import { type ProjectFiles, type SortedFiles, sortFiles, textOf } from './project-files.ts'
import { readProperties } from './properties/read-properties.ts'
import { readManifest } from './read-manifest.ts'
import { callPlaces } from './references/call-places.ts'
import { openRecorder } from './references/recorder.ts'
import { reportSyntaxErrors } from './syntax-errors.ts'

export interface LoadOptions {
  /** The value of an environment variable, undefined when not set. */
  env(name: string): string | undefined
  /** Of `--vars`. */
  readonly vars?: Readonly<Record<string, unknown>> | undefined
  /** Of `--target`; the project's default when undefined. */
  readonly target?: string | undefined
}

export interface LoadedProject {
  readonly project: Project
  readonly manifest: Manifest
  /** What does not stop the project from running: each once, with its place. */
  readonly warnings: readonly GildError[]
}

/** Parses a whole project. Throws an `AggregateError` of every `GildError` found. */
export function loadProject(files: ProjectFiles, options: LoadOptions): LoadedProject {
  const found = diagnostics()
  const project = readProject(files, options, found)
  if (project === undefined) {
    reportSyntaxErrors(files, found)
    return stop(found)
  }
  const sorted = sortFiles(files, project)
  const run = parseRun({ project, sorted, options, found })
  const manifest = readManifest(run, sorted)
  found.throwIfAny()
  return { project, manifest, warnings: found.warnings }
}

/** Parses `project.yml` and nothing else. Throws an `AggregateError` of every `GildError` found in it. */
export function loadProjectFile(files: ProjectFiles, options: LoadOptions): Project {
  const found = diagnostics()
  const project = readProject(files, options, found) ?? stop(found)
  found.throwIfAny()
  return project
}

const projectFile = 'project.yml'

function readProject(files: ProjectFiles, options: LoadOptions, found: Diagnostics): Project | undefined {
  const content = files.get(projectFile)
  if (content === undefined) throw new GildError('project-not-found', { folder: '.' })
  return readProjectFile({
    file: projectFile,
    text: textOf(content),
    vars: options.vars ?? {},
    targetName: options.target,
    context: project => yamlContext(project, options),
    report: found.report,
  })
}

function stop(found: Diagnostics): never {
  found.throwIfAny()
  return bug(`"${projectFile}" is not read, and nothing says why`)
}

function yamlContext(project: GlobalsOptions['project'], { env }: LoadOptions): Context {
  const options = { project, packageName: project.name, execute: false, env, say: () => undefined }
  return contextOf(globals(options))
}

interface RunParts {
  readonly project: Project
  readonly sorted: SortedFiles
  readonly options: LoadOptions
  readonly found: Diagnostics
}

function parseRun({ project, sorted, options, found }: RunParts): ParseRun {
  const macroFiles = sorted.macros.map(([file, text]) => ({ file, text, package: project.name }))
  const macros = readMacros(macroFiles, found)
  const nodes = new Map([...macros].map(([key, { node }]) => [key, node]))
  const context = yamlContext(project, options)
  const docs = readDocBlocks({ files: sorted.docs, packageName: project.name, diagnostics: found })
  const describing = layered(docContext(docs, project.name), context)
  const namespace = macroNamespace({ macros: nodes, projectName: project.name })
  const templates = new Map<string, Template>()
  for (const { template } of macros.values()) templates.set(template.file, template)
  return {
    project,
    diagnostics: found,
    properties: readProperties({ files: sorted.yaml, context, describing, diagnostics: found }),
    macros,
    macroCalls: macroCalls(macros, project.name),
    macroContext: macroContext(namespace),
    recorder: openRecorder({
      project,
      packageName: project.name,
      env: name => options.env(name),
      macros: namespace,
    }),
    yamlContext: context,
    describing,
    docs,
    templates,
    places: callPlaces(templates),
    env: name => options.env(name),
  }
}
