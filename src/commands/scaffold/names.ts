/** A name of letters, digits and underscores for whatever people call a file, a column or a folder. */
export function snakeCase(text: string, otherwise: string): string {
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  if (words === '') return otherwise
  return /^[0-9]/.test(words) || reserved.has(words) ? `${otherwise}_${words}` : words
}

/** The names in order, those that are there already with a number. */
export function distinct(names: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return names.map(name => {
    let free = name
    for (let n = 2; taken.has(free); n++) free = `${name}_${n}`
    taken.add(free)
    return free
  })
}

// The words of DuckDB that name no column unless they are quoted.
const reserved: ReadonlySet<string> = new Set(
  `all analyse analyze and anti any array as asc asof asymmetric at authorization binary both by case cast check
   collate collation column concurrently constraint create cross default deferrable desc describe distinct do else
   end except false fetch for foreign freeze from full glob group having ilike in initially inner intersect into is
   isnull join lambda lateral leading left like limit natural not notnull null offset on only or order outer
   overlaps pivot pivot_longer pivot_wider placing positional primary qualify references returning right select
   semi show similar some summarize symmetric table tablesample then to trailing true union unique unpack unpivot
   using variadic verbose when where window with`.split(/\s+/),
)
