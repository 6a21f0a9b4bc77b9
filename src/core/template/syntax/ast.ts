/** Every node knows its place: offsets into `Template.text`, the end exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

export interface Root extends Span {
  readonly kind: 'root'
  readonly body: readonly Statement[]
}

export type Node = Root | Statement | Expression

export type Statement =
  | (Span & { readonly kind: 'data'; readonly text: string })
  | (Span & { readonly kind: 'print'; readonly expressions: readonly Expression[] })
  | IfStatement
  | ForStatement
  | (Span & { readonly kind: 'set'; readonly target: Target; readonly value: Expression })
  | SetBlockStatement
  | WithStatement
  | FilterBlockStatement
  | (Span & { readonly kind: 'do'; readonly expression: Expression })
  | (Span & { readonly kind: 'break' })
  | (Span & { readonly kind: 'continue' })
  | Definition
  | CallBlockStatement

export interface IfStatement extends Span {
  readonly kind: 'if'
  readonly condition: Expression
  readonly body: readonly Statement[]
  readonly otherwise: readonly Statement[]
}

export interface ForStatement extends Span {
  readonly kind: 'for'
  readonly target: Target
  readonly iterable: Expression
  readonly condition: Expression | undefined
  readonly recursive: boolean
  readonly body: readonly Statement[]
  readonly otherwise: readonly Statement[]
}

export interface SetBlockStatement extends Span {
  readonly kind: 'set-block'
  readonly target: Target
  /** Filters in order of application. */
  readonly filters: readonly FilterCall[]
  readonly body: readonly Statement[]
}

export interface WithStatement extends Span {
  readonly kind: 'with'
  readonly assignments: readonly { readonly target: Target; readonly value: Expression }[]
  readonly body: readonly Statement[]
}

export interface FilterBlockStatement extends Span {
  readonly kind: 'filter-block'
  readonly filters: readonly FilterCall[]
  readonly body: readonly Statement[]
}

export type DefinitionType = 'macro' | 'test' | 'docs' | 'snapshot' | 'materialization'

/** A named block: `{% macro m(a) %}`, `{% test t(model) %}`, `{% docs d %}`, … */
export interface Definition extends Span {
  readonly kind: 'definition'
  readonly type: DefinitionType
  readonly name: string
  readonly nameSpan: Span
  readonly parameters: readonly Parameter[]
  /** Of a materialization: `adapter`, `supported_languages`. */
  readonly options: readonly { readonly name: string; readonly value: Expression }[]
  readonly body: readonly Statement[]
  /** The text between the opening and the closing tag. */
  readonly bodySpan: Span
  readonly uses: SpecialNames
}

/** Which implicit names of a macro its body mentions: they decide which arguments it takes. */
export interface SpecialNames {
  readonly caller: boolean
  readonly varargs: boolean
  readonly kwargs: boolean
}

export interface Parameter extends Span {
  readonly name: string
  /** As written, `list[str]`; not checked at run time. */
  readonly type: string | undefined
  readonly default: Expression | undefined
}

export interface CallBlockStatement extends Span {
  readonly kind: 'call-block'
  readonly parameters: readonly Parameter[]
  readonly call: CallExpression
  readonly body: readonly Statement[]
  readonly uses: SpecialNames
}

export type Target =
  | (Span & { readonly kind: 'name'; readonly name: string })
  | (Span & { readonly kind: 'namespace-attribute'; readonly name: string; readonly attribute: string })
  | (Span & { readonly kind: 'targets'; readonly items: readonly Target[] })

export type Expression =
  | NameExpression
  | LiteralExpression
  | (Span & { readonly kind: 'list'; readonly items: readonly Expression[] })
  | (Span & { readonly kind: 'tuple'; readonly items: readonly Expression[] })
  | DictExpression
  | AttributeExpression
  | ItemExpression
  | SliceExpression
  | CallExpression
  | FilterExpression
  | TestExpression
  | (Span & { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression })
  | (Span & { readonly kind: 'not' | 'negative' | 'positive'; readonly operand: Expression })
  | CompareExpression
  | BinaryExpression
  | (Span & { readonly kind: 'concat'; readonly items: readonly Expression[] })
  | ConditionalExpression

export interface NameExpression extends Span {
  readonly kind: 'name'
  readonly name: string
}

export interface LiteralExpression extends Span {
  readonly kind: 'literal'
  readonly value: null | boolean | number | bigint | string
  /** Written with a point or an exponent: 1.0 is not the integer 1. */
  readonly float: boolean
}

export interface DictExpression extends Span {
  readonly kind: 'dict'
  readonly entries: readonly { readonly key: Expression; readonly value: Expression }[]
}

export interface AttributeExpression extends Span {
  readonly kind: 'attribute'
  readonly object: Expression
  readonly name: string
}

export interface ItemExpression extends Span {
  readonly kind: 'item'
  readonly object: Expression
  readonly key: Expression
}

export interface SliceExpression extends Span {
  readonly kind: 'slice'
  readonly object: Expression
  readonly from: Expression | undefined
  readonly to: Expression | undefined
  readonly step: Expression | undefined
}

export interface CallExpression extends Span {
  readonly kind: 'call'
  readonly callee: Expression
  readonly arguments: Arguments
}

export interface Arguments {
  readonly positional: readonly Expression[]
  readonly named: readonly { readonly name: string; readonly value: Expression }[]
  /** `*values` */
  readonly spread: Expression | undefined
  /** `**values` */
  readonly spreadNamed: Expression | undefined
}

/** The name and arguments of a filter, without what it is applied to. */
export interface FilterCall extends Span {
  readonly name: string
  readonly arguments: Arguments
}

export interface FilterExpression extends Span {
  readonly kind: 'filter'
  readonly operand: Expression
  readonly filter: FilterCall
}

export interface TestExpression extends Span {
  readonly kind: 'test'
  readonly operand: Expression
  readonly test: FilterCall
}

export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in'

export interface CompareExpression extends Span {
  readonly kind: 'compare'
  readonly first: Expression
  readonly rest: readonly { readonly operator: CompareOperator; readonly operand: Expression }[]
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**'

export interface BinaryExpression extends Span {
  readonly kind: 'binary'
  readonly operator: BinaryOperator
  readonly left: Expression
  readonly right: Expression
}

export interface ConditionalExpression extends Span {
  readonly kind: 'conditional'
  readonly condition: Expression
  readonly then: Expression
  readonly otherwise: Expression | undefined
}
