export { type Context, contextOf, layered, type MacroNamespace, macroContext } from './context.ts'
export { fromJs, toJs } from './convert.ts'
export { calledNames, definitionBody, definitions, definitionText, macroValue } from './definitions.ts'
export { bindArguments, type ParameterSpec } from './operations/signature.ts'
export { type ParseOptions, parse } from './parser/parse.ts'
export {
  callMacro,
  callMacroSync,
  type MacroArguments,
  type MacroResult,
  type RenderOptions,
  type RenderResult,
  render,
  renderNative,
  renderSync,
} from './render.ts'
export { concatMaps, type MapPiece, type SourceMap } from './source-map.ts'
export type {
  Definition,
  DefinitionType,
  Expression,
  Node,
  Parameter,
  Span,
  Statement,
} from './syntax/ast.ts'
export type { Position, Template } from './syntax/template.ts'
export { hostFunction, hostValue, tuple } from './values/make.ts'
export type {
  Call,
  FunctionValue,
  HostObject,
  HostValue,
  MacroValue,
  Steps,
  UndefinedMode,
  UndefinedValue,
  Value,
} from './values/value.ts'
