import { GildError } from '../../errors/gild-error.ts'
import { nearest } from '../../errors/nearest.ts'
import type { Context } from '../template/index.ts'
import { findUnsafeCleaning } from './clean-targets.ts'
import { type ConfigTrees, configTree } from './config-tree.ts'
import { folderPath } from './folder-path.ts'
import { isHookPath, onRunHooks } from './hooks.ts'
import type { Project, Target } from './project.ts'
import { parseByteSize } from './schema/byte-size.ts'
import type { ConfigKind } from './schema/node-config.ts'
import { type ProjectFile, projectFileSchema } from './schema/project-file.ts'
import { type TargetFile, targetSchema } from './schema/target-file.ts'
import type { Vars } from './vars.ts'
import { isMap } from './yaml/plain-data.ts'
import { renderYaml } from './yaml/render-yaml.ts'
import { validate } from './yaml/validate.ts'
import { parseYaml, type YamlFile, type YamlPath } from './yaml/yaml-file.ts'

export interface ProjectFileOptions {
  readonly file: string
  readonly text: string
  readonly vars: Readonly<Record<string, unknown>>
  /** Undefined is the project's default. */
  readonly targetName: string | undefined
  /** Of an installed package: its folder, and the target of the project that installed it, in place of its own. */
  readonly installed?: { readonly folder: string; readonly target: Target } | undefined
  /** What values in the file can use; the target is known once the targets themselves are rendered. */
  context(project: Pick<Project, 'name' | 'vars'> & { readonly target: Target | undefined }): Context
  report(error: GildError): void
}

/** Reads `project.yml`: undefined after every error in it has been reported. */
export function readProjectFile(options: ProjectFileOptions): Project | undefined {
  const { file, text, report, vars, targetName, installed } = options
  const { yaml, errors } = parseYaml(file, text)
  for (const error of errors) report(error)
  if (yaml === undefined) return undefined
  const commandLine: Vars = { commandLine: vars, packages: {}, global: {} }
  const early = renderYaml(yaml, {
    context: options.context({ name: '', vars: commandLine, target: undefined }),
    skip: path => (path.length > 0 && !earlyKeys.has(String(path[0]))) || isHookPath(path),
    report,
  })
  const target = installed?.target ?? readTarget(early, { targetName, report })
  const rendered = renderYaml(early, {
    context: options.context({ name: '', vars: commandLine, target }),
    skip: path => lateKeys.has(String(path[0])) || earlyKeys.has(String(path[0])) || isHookPath(path),
    report,
  })
  const schema = projectFileSchema
  const value = validate({ schema, data: rendered.data, name: file, locate: rendered.locate }, report)
  if (value === undefined || target === undefined) return undefined
  const project = checked({ yaml: rendered, value, target, vars, report })
  if (installed !== undefined) return inFolder(project, installed.folder)
  reportUnsafeCleaning(project, rendered, report)
  return project
}

// What a target is made of is rendered before there is a target. Variables and hooks are rendered where they are used.
const earlyKeys: ReadonlySet<string> = new Set(['name', 'target', 'targets'])
const lateKeys: ReadonlySet<string> = new Set(['vars', 'on-run-start', 'on-run-end', 'query-comment'])

interface Read {
  readonly yaml: YamlFile
  readonly value: ProjectFile
  readonly target: Target
  readonly vars: Readonly<Record<string, unknown>>
  report(error: GildError): void
}

function checked({ yaml, value, target, vars, report }: Read): Project {
  return {
    name: value.name,
    version: value.version === undefined ? undefined : String(value.version),
    modelPaths: value['model-paths'].map(folderPath),
    seedPaths: value['seed-paths'].map(folderPath),
    testPaths: value['test-paths'].map(folderPath),
    macroPaths: value['macro-paths'].map(folderPath),
    docsPaths: docsPaths(value).map(folderPath),
    targetPath: folderPath(value['target-path']),
    packagesInstallPath: folderPath(value['packages-install-path']),
    cleanTargets: (value['clean-targets'] ?? [value['target-path']]).map(folderPath),
    vars: splitVars(value, vars),
    target,
    configTrees: configTrees(yaml, value, report),
    onRun: {
      'on-run-start': onRunHooks(value['on-run-start'], path => yaml.locate(['on-run-start', ...path])),
      'on-run-end': onRunHooks(value['on-run-end'], path => yaml.locate(['on-run-end', ...path])),
    },
    dispatch: new Map(value.dispatch.map(entry => [entry.macro_namespace, entry.search_order])),
  }
}

function reportUnsafeCleaning(project: Project, yaml: YamlFile, report: (error: GildError) => void): void {
  for (const { index, path, why } of findUnsafeCleaning(project)) {
    const at = yaml.locate(['clean-targets', index])
    report(new GildError('clean-unsafe', { key: 'clean-targets', path, why }, { at }))
  }
  const path = project.packagesInstallPath
  const [unsafe] = findUnsafeCleaning({ ...project, cleanTargets: [path] })
  if (unsafe === undefined) return
  const params = { key: 'packages-install-path', path, why: unsafe.why } as const
  report(new GildError('clean-unsafe', params, { at: yaml.locate([params.key]) }))
}

function inFolder(project: Project, folder: string): Project {
  const below = (paths: readonly string[]) => paths.map(path => `${folder}/${path}`)
  return {
    ...project,
    folder,
    modelPaths: below(project.modelPaths),
    seedPaths: below(project.seedPaths),
    testPaths: below(project.testPaths),
    macroPaths: below(project.macroPaths),
    docsPaths: below(project.docsPaths),
  }
}

function docsPaths(value: ProjectFile): readonly string[] {
  const { 'model-paths': models, 'seed-paths': seeds, 'test-paths': tests, 'macro-paths': macros } = value
  return value['docs-paths'] ?? [...models, ...seeds, ...tests, ...macros]
}

function splitVars(value: ProjectFile, commandLine: Readonly<Record<string, unknown>>): Vars {
  const own = value.vars[value.name]
  const packages = isMap(own) ? { [value.name]: own } : {}
  return { commandLine, packages, global: value.vars }
}

type TreeKey = 'models' | 'seeds' | 'sources' | 'tests' | 'data_tests' | 'unit_tests' | 'exposures'

function configTrees(yaml: YamlFile, value: ProjectFile, report: (error: GildError) => void): ConfigTrees {
  if (value.data_tests !== undefined && value.tests !== undefined) {
    const problem = 'it has both "data_tests" and "tests", which mean the same'
    const params = { node: 'project.yml', problem, fix: 'Move all of it below "data_tests".' }
    report(new GildError('config-invalid', params, { at: yaml.locate(['tests'], 'key') }))
  }
  const testsKey = value.data_tests === undefined ? 'tests' : 'data_tests'
  const tree = (kind: ConfigKind, key: TreeKey) => {
    const at = (path: YamlPath, part: 'key' | 'value' = 'key') => yaml.locate([key, ...path], part)
    return configTree({ kind, data: value[key] ?? {}, locate: at, report })
  }
  return {
    models: tree('models', 'models'),
    seeds: tree('seeds', 'seeds'),
    dataTests: tree('dataTests', testsKey),
    unitTests: tree('unitTests', 'unit_tests'),
    exposures: tree('exposures', 'exposures'),
    sources: tree('sources', 'sources'),
  }
}

interface TargetChoice {
  readonly targetName: string | undefined
  report(error: GildError): void
}

function readTarget(yaml: YamlFile, { targetName, report }: TargetChoice): Target | undefined {
  const data = isMap(yaml.data) ? yaml.data : {}
  const targets = isMap(data.targets) ? data.targets : { dev: {} }
  const known = Object.keys(targets)
  const written = typeof data.target === 'string' ? data.target : undefined
  const name = targetName ?? written ?? (known.includes('dev') ? 'dev' : (known[0] ?? 'dev'))
  if (!known.includes(name)) {
    const at = targetName === undefined ? yaml.locate(['target']) : undefined
    report(new GildError('target-not-found', { target: name, closest: nearest(name, known), known }, { at }))
    return undefined
  }
  const file = targetSchema.safeParse(targets[name] ?? {})
  // A target that does not fit is reported with the rest of the file.
  return toTarget(name, file.success ? file.data : targetSchema.parse({}))
}

function toTarget(name: string, file: TargetFile): Target {
  return {
    name,
    engine: file.engine,
    lake: folderPath(file.lake ?? `lake/${name}`),
    streams: { type: file.streams.type, path: folderPath(file.streams.path) },
    schema: file.schema,
    threads: file.threads,
    memory: file.memory === undefined ? undefined : parseByteSize(file.memory),
    durability: file.durability,
    settings: file.settings,
  }
}
