import { bug } from '../../errors/bug.ts'
import { GildError } from '../../errors/gild-error.ts'
import type { Project } from '../project/project.ts'
import { readProjectFile } from '../project/read-project-file.ts'
import { layered, macroContext, type Template } from '../template/index.ts'
import { type Diagnostics, diagnostics } from './diagnostics.ts'
import { docContext, readDocBlocks } from './docs/doc-blocks.ts'
import { yamlContext } from './globals.ts'
import { type MacroOwners, macroNamespace } from './macro-namespace.ts'
import { macroCalls } from './macros/macro-calls.ts'
import { type MacroFile, readMacros } from './macros/read-macros.ts'
import type { DocBlock, Manifest } from './manifest.ts'
import { installedPackages } from './packages/installed-packages.ts'
import { varsWithPackages } from './packages/package-vars.ts'
import type { ParseRun } from './parse-run.ts'
import { type ProjectFiles, type SortedFiles, sortFiles, textOf } from './project-files.ts'
import { readProperties } from './properties/read-properties.ts'
import { type ParsedPackage, readManifest } from './read-manifest.ts'
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
  const own = readProject(files, options, found)
  if (own === undefined) {
    reportSyntaxErrors(files, found)
    return stop(found)
  }
  const packages = readPackages({ files, project: own, options, found })
  const project = { ...own, vars: varsWithPackages(own, packages) }
  const parsed = parseRuns({ project, packages, files, options, found })
  const manifest = readManifest(parsed)
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
    context: project => yamlContext(project, project.name, options),
    report: found.report,
  })
}

interface ProjectParts {
  readonly files: ProjectFiles
  readonly project: Project
  readonly options: LoadOptions
  readonly found: Diagnostics
}

// Without its packages nothing in a project can be read: what is missing is told alone.
function readPackages({ files, project, options, found }: ProjectParts): readonly Project[] {
  const { target } = project
  const own = diagnostics()
  const packages = installedPackages({
    files,
    project,
    context: yamlContext(project, project.name, options),
    diagnostics: own,
    readProject: ({ path: file, folder }) =>
      readProjectFile({
        file,
        text: textOf(files.get(file) ?? ''),
        vars: options.vars ?? {},
        targetName: undefined,
        installed: { folder, target },
        context: each => yamlContext(each, each.name, options),
        report: own.report,
      }),
  })
  const isComplete = found.attempt(() => {
    own.throwIfAny()
    return true
  })
  if (isComplete === undefined) found.throwIfAny()
  return packages
}

function stop(found: Diagnostics): never {
  found.throwIfAny()
  return bug(`"${projectFile}" is not read, and nothing says why`)
}

interface RunParts extends ProjectParts {
  readonly packages: readonly Project[]
}

function parseRuns(parts: RunParts): readonly [ParsedPackage, ...ParsedPackage[]] {
  const { project: root, packages, files, found } = parts
  const own = { project: root, sorted: sortFiles(files, root) }
  const others = packages.map(each => {
    const project: Project = { ...each, vars: root.vars }
    return { project, sorted: sortFiles(filesBelow(files, each.folder ?? ''), project) }
  })
  const all = [own, ...others]
  const macros = readMacros(all.flatMap(macroFiles), found)
  const templates = new Map<string, Template>()
  for (const { template } of macros.values()) templates.set(template.file, template)
  const shared: SharedParts = {
    ...parts,
    macros,
    macroCalls: macroCalls(macros, root.name),
    nodes: new Map([...macros].map(([key, { node }]) => [key, node])),
    docs: new Map(all.flatMap(each => [...docBlocks(each, found)])),
    templates,
  }
  return [parsedPackage(shared, own), ...others.map(each => parsedPackage(shared, each))]
}

interface PackageFiles {
  readonly project: Project
  readonly sorted: SortedFiles
}

function filesBelow(files: ProjectFiles, folder: string): ProjectFiles {
  return new Map([...files].filter(([file]) => file.startsWith(`${folder}/`)))
}

function macroFiles({ project, sorted }: PackageFiles): readonly MacroFile[] {
  const { name, folder } = project
  return sorted.macros.map(([file, text]) => ({ file, text, package: name, packageFolder: folder }))
}

function docBlocks({ project, sorted }: PackageFiles, found: Diagnostics): ReadonlyMap<string, DocBlock> {
  const { name: packageName, folder: packageFolder } = project
  return readDocBlocks({ files: sorted.docs, packageName, packageFolder, diagnostics: found })
}

/** What the packages of one project have in common. */
interface SharedParts extends RunParts, Pick<ParseRun, 'macros' | 'macroCalls' | 'docs' | 'templates'> {
  readonly nodes: MacroOwners['macros']
}

function parsedPackage(shared: SharedParts, { project, sorted }: PackageFiles): ParsedPackage {
  const { project: root, options, found, macros, nodes, docs, templates } = shared
  const { name: packageName } = project
  const context = yamlContext(root, packageName, options)
  const describing = layered(docContext(docs, { own: packageName, root: root.name }), context)
  const owners = { macros: nodes, projectName: root.name, dispatch: root.dispatch }
  const namespace = macroNamespace(owners, packageName)
  const env = (name: string) => options.env(name)
  const run: ParseRun = {
    project,
    root,
    diagnostics: found,
    properties: readProperties({ files: sorted.yaml, context, describing, diagnostics: found }),
    macros,
    macroCalls: shared.macroCalls,
    macroContext: macroContext(namespace),
    recorder: openRecorder({ project: root, packageName, env, macros: namespace }),
    yamlContext: context,
    describing,
    docs,
    templates,
    places: callPlaces(templates),
    env,
  }
  return { run, sorted }
}
