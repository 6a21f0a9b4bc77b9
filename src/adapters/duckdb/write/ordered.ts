import type { Connection } from '../session/connection.ts'
import { quoteLiteral } from '../statements.ts'

/** Whether a query ends with ORDER BY: its rows then go to one file, because files that end at a size mix row groups. */
export async function isOrdered(data: Connection, sql: string): Promise<boolean> {
  if (!/\border\s+by\b/i.test(sql)) return false
  const types = await data.rows(
    `SELECT unnest(json_extract_string(json_serialize_sql(${quoteLiteral(sql)}), '$.statements[0].node.modifiers[*].type'))`,
  )
  return types.some(([type]) => type === 'ORDER_MODIFIER')
}
