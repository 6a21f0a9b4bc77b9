/** Config by folder, of `models:`, `seeds:`, `data_tests:` and `sources:` in `project.yml`. */
export interface ConfigTrees {
  readonly models: ConfigTree
  readonly seeds: ConfigTree
  readonly dataTests: ConfigTree
  readonly sources: ConfigTree
}

export interface ConfigTree {
  /** Keys without their `+`. */
  readonly config: Readonly<Record<string, unknown>>
  readonly folders: ReadonlyMap<string, ConfigTree>
}
