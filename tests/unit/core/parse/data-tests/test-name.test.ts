import { expect, test } from 'vitest'
import { genericTestNames, testHash } from '../../../../../src/core/parse/data-tests/test-name.ts'

function identity(test: string, target: string, given: Readonly<Record<string, unknown>>) {
  return { namespace: undefined, test, target, onSource: false, arguments: given }
}

test.each([
  [identity('not_null', 'orders', { column_name: 'order_id' }), 'not_null_orders_order_id'],
  [
    identity('accepted_values', 'orders', {
      column_name: 'status',
      values: ['placed', 'shipped', 1, true, null],
    }),
    'accepted_values_orders_status__placed__shipped__1__True__None',
  ],
  [
    identity('relationships', 'orders', { to: "ref('customers')", field: 'id', column_name: 'customer_id' }),
    'relationships_orders_customer_id__id__ref_customers_',
  ],
  [
    { ...identity('not_null', 'shop_raw', { column_name: 'id' }), onSource: true },
    'source_not_null_shop_raw_id',
  ],
  [{ ...identity('equality', 'a', {}), namespace: 'dbt_utils' }, 'dbt_utils_equality_a_'],
])('a name is made of the test, its target and its arguments, as in dbt', (given, name) => {
  expect(genericTestNames(given).name).toBe(name)
})

const payments = identity('accepted_values', 'stg_payments', {
  column_name: 'payment_method',
  values: ['credit_card', 'coupon', 'bank_transfer', 'gift_card'],
})

test('a name of 64 characters or more is cut and hashed for files, as in dbt', () => {
  const { name, short } = genericTestNames(payments)
  expect(name).toBe(
    'accepted_values_stg_payments_payment_method__credit_card__coupon__bank_transfer__gift_card',
  )
  expect(short).toBe('accepted_values_stg_payments_c7909fb19b1f0177c2bf99c7912f06ef')
  expect(testHash(name, payments, "{{ get_where_subquery(ref('stg_payments')) }}")).toBe('3c3820f278')
})

test.each([
  ['not_null', 'order_id', 'cf6c17daed'],
  ['unique', 'order_id', 'fed79b3a6e'],
])('the id of %s on orders ends as in dbt', (kind, column, hash) => {
  const given = identity(kind, 'orders', { column_name: column })
  const { name } = genericTestNames(given)
  expect(testHash(name, given, "{{ get_where_subquery(ref('orders')) }}")).toBe(hash)
})
