import { expect, test } from 'vitest'
import { findWrite } from '../../../../../src/core/compile/query/find-write.ts'

const orders = { schema: 'gold', name: 'orders' }
const second = { schema: 'gold', name: 'orders#2' }
const t = '"gold"."orders"'

test.each([
  [`drop table if exists ${t}`, 'DROP'],
  [`DROP TABLE a, ${t}`, 'DROP'],
  [`create index i on ${t} (id)`, 'CREATE'],
  [`create or replace table ${t} as select 1`, 'CREATE'],
  [`alter table ${t} add column x int`, 'ALTER'],
  [`insert into ${t} values (1)`, 'INSERT'],
  [`with x as (select 1) insert into ${t} select * from x`, 'INSERT'],
  [`delete from ${t} where id = 1`, 'DELETE'],
  [`update ${t} set id = 2`, 'UPDATE'],
  [`truncate table ${t}`, 'TRUNCATE'],
  [`merge into ${t} using x on true`, 'MERGE'],
  [`comment on table ${t} is 'x'`, 'COMMENT'],
  [`grant select on ${t} to reader`, 'GRANT'],
  [`revoke select on ${t} from reader`, 'REVOKE'],
  [`copy ${t} from 'x.csv'`, 'COPY'],
  [`select 1; /* ; */ drop view ${t};`, 'DROP'],
  [`vacuum ${t}`, 'VACUUM'],
])('%s changes the table', (sql, verb) => {
  expect(findWrite(sql, [second, orders])).toMatchObject({ verb, relation: 1 })
})

test.each([
  `select * from ${t}`,
  `insert into audit select * from ${t}`,
  `insert into audit from ${t}`,
  `create table copy as select * from ${t}`,
  `create macro f() as table select * from ${t}`,
  `create temp table orders as from ${t}`,
  `copy ${t} to 'x.parquet'`,
  `copy (from ${t}) to 'x.parquet'`,
  `update audit set n = (select count(*) from ${t})`,
  `delete from audit where id in (select id from ${t})`,
  `merge into audit using ${t} on true when matched then delete`,
  `select 'drop table ${t}'`,
  `-- drop table ${t}\nselect 1`,
  `with x as (select * from ${t}) select * from x`,
])('%s only reads it', sql => {
  expect(findWrite(sql, [orders])).toBeUndefined()
})
