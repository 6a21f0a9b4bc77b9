/** What FastCart sells and how its orders go. Listed for users in docs/fastcart.md. */
export interface Product {
  readonly id: string
  readonly name: string
  /** List price in cents; an order pays up to a tenth more or less. */
  readonly cents: number
  /** How often it is bought, against the others. */
  readonly weight: number
}

export const products: readonly Product[] = [
  { id: 'PROD-001', name: 'Wireless Mouse', cents: 2499, weight: 9 },
  { id: 'PROD-002', name: 'Mechanical Keyboard', cents: 8999, weight: 6 },
  { id: 'PROD-003', name: '27-inch Monitor', cents: 22900, weight: 3 },
  { id: 'PROD-004', name: 'USB-C Cable', cents: 1149, weight: 14 },
  { id: 'PROD-005', name: 'Laptop Stand', cents: 3999, weight: 6 },
  { id: 'PROD-006', name: 'Noise-Cancelling Headphones', cents: 17999, weight: 5 },
  { id: 'PROD-007', name: 'HD Webcam', cents: 5999, weight: 5 },
  { id: 'PROD-008', name: 'Portable SSD 1 TB', cents: 9999, weight: 5 },
  { id: 'PROD-009', name: 'Phone Case', cents: 1799, weight: 11 },
  { id: 'PROD-010', name: 'Smart Watch', cents: 14999, weight: 4 },
  { id: 'PROD-011', name: 'Bluetooth Speaker', cents: 4999, weight: 7 },
  { id: 'PROD-012', name: 'Power Bank', cents: 2999, weight: 8 },
  { id: 'PROD-013', name: 'Desk Lamp', cents: 3499, weight: 5 },
  { id: 'PROD-014', name: 'Laptop Backpack', cents: 5499, weight: 6 },
  { id: 'PROD-015', name: 'Coffee Mug', cents: 1299, weight: 6 },
]

export const paymentMethods = [
  { name: 'credit_card', weight: 45 },
  { name: 'debit_card', weight: 20 },
  { name: 'paypal', weight: 18 },
  { name: 'apple_pay', weight: 10 },
  { name: 'bank_transfer', weight: 7 },
] as const

export const cancellationReasons = [
  'customer_request',
  'payment_failed',
  'out_of_stock',
  'address_invalid',
  'fraud_suspected',
  'duplicate_order',
] as const

/** Orders in each hour of a day of the world: 50,000 a day. */
export const ordersByHour: readonly number[] = [
  900, 600, 450, 350, 350, 500, 900, 1400, 1900, 2300, 2600, 2800, 2900, 2700, 2500, 2500, 2600, 2800, 3100,
  3500, 3700, 3500, 2800, 2350,
]
export const ordersPerDay = 50_000

/** Postal abbreviation and how many customers live there, against the others. */
export const states: readonly (readonly [string, number])[] = [
  ['CA', 390],
  ['TX', 305],
  ['FL', 226],
  ['NY', 196],
  ['PA', 130],
  ['IL', 125],
  ['OH', 118],
  ['GA', 110],
  ['NC', 108],
  ['MI', 100],
  ['NJ', 93],
  ['VA', 87],
  ['WA', 78],
  ['AZ', 74],
  ['TN', 71],
  ['MA', 70],
  ['IN', 69],
  ['MO', 62],
  ['MD', 62],
  ['WI', 59],
  ['CO', 59],
  ['MN', 57],
  ['SC', 54],
  ['AL', 51],
  ['LA', 46],
  ['KY', 45],
  ['OR', 42],
  ['OK', 41],
  ['CT', 36],
  ['UT', 34],
  ['IA', 32],
  ['NV', 32],
  ['AR', 31],
  ['KS', 29],
  ['MS', 29],
  ['NM', 21],
  ['NE', 20],
  ['ID', 20],
  ['WV', 18],
  ['HI', 14],
  ['NH', 14],
  ['ME', 14],
  ['MT', 11],
  ['RI', 11],
  ['DE', 10],
  ['SD', 9],
  ['ND', 8],
  ['AK', 7],
  ['VT', 6],
  ['WY', 6],
]
