/** Digits that `toFixed` and `toExponential` can give at most: enough to tell a tie from a value near it. */
const allDigits = 100

/** `value` (not negative) with so many decimals. Ties go to the even digit, as in Python; JavaScript rounds them up. */
export function fixed(value: number, decimals: number): string {
  const digits = Math.min(decimals, allDigits)
  const padding = '0'.repeat(decimals - digits)
  // From here on `toFixed` writes an exponent; such a float has no fraction.
  if (value >= 1e21) return BigInt(value) + (decimals > 0 ? `.${'0'.repeat(decimals)}` : '')
  const rounded = value.toFixed(digits)
  if (!isOdd(rounded)) return rounded + padding
  const exact = value.toFixed(allDigits)
  const cut = exact.length - (allDigits - digits)
  return (isTie(exact.slice(cut)) ? exact.slice(0, digits === 0 ? cut - 1 : cut) : rounded) + padding
}

/** As `fixed`, in the form `1.5e+00`. */
export function exponential(value: number, decimals: number): string {
  const digits = Math.min(decimals, allDigits)
  const [rounded = '', power = ''] = value.toExponential(digits).split('e')
  const [exact = '', exactPower = ''] = value.toExponential(allDigits).split('e')
  const cut = exact.length - (allDigits - digits)
  if (!isOdd(rounded) || !isTie(exact.slice(cut))) return rounded + exponent(power)
  return exact.slice(0, digits === 0 ? cut - 1 : cut) + exponent(exactPower)
}

function exponent(power: string): string {
  return `e${power.slice(0, 1)}${power.slice(1).padStart(2, '0')}`
}

function isOdd(digits: string): boolean {
  return /[13579]$/.test(digits)
}

function isTie(rest: string): boolean {
  return /^5?0*$/.test(rest) && rest.startsWith('5')
}

/** To the nearest integer, ties to the even one. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest !== 0.5) return rest > 0.5 ? floor + 1 : floor
  return floor % 2 === 0 ? floor : floor + 1
}
