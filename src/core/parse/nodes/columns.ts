import { asList } from '../../project/config-levels.ts'
import type { ColumnFile } from '../../project/schema/properties-file.ts'
import type { ColumnProperties } from '../manifest.ts'

/** What YAML says about columns. */
export function columnProperties(columns: readonly ColumnFile[] | undefined): readonly ColumnProperties[] {
  return (columns ?? []).map(({ name, description, data_type, tags, meta, config }) => ({
    name,
    description: description ?? '',
    dataType: data_type,
    tags: [...new Set([...asList(tags), ...asList(config?.tags)])],
    meta: { ...meta, ...config?.meta },
  }))
}
