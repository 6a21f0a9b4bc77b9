/**
 * Statements that make every way to ask for the time answer `runTime` (milliseconds since the epoch) on one connection.
 * The keywords `current_timestamp`, `localtimestamp`, `current_time` and `localtime` are calls of these functions.
 */
export function clockMacros(runTime: number): string {
  const iso = new Date(runTime).toISOString()
  const day = iso.slice(0, 10)
  const time = iso.slice(11, 23)
  const instant = `TIMESTAMPTZ '${day} ${time}+00'`
  const local = `TIMESTAMP '${day} ${time}'`
  const bodies: Readonly<Record<string, string>> = {
    'now()': instant,
    'get_current_timestamp()': instant,
    'transaction_timestamp()': instant,
    'current_date()': `DATE '${day}'`,
    'today()': `DATE '${day}'`,
    'current_localtimestamp()': local,
    'current_localtime()': `TIME '${time}'`,
    'get_current_time()': `TIMETZ '${time}+00'`,
  }
  const plain = Object.entries(bodies).map(
    ([name, body]) => `CREATE OR REPLACE TEMP MACRO ${name} AS ${body}`,
  )
  // age(x) counts from today's midnight; a macro hides all overloads, so the second one is passed on.
  const age = `CREATE OR REPLACE TEMP MACRO age(a) AS system.main.age(DATE '${day}'::TIMESTAMPTZ, a::TIMESTAMPTZ), (a, b) AS system.main.age(a, b)`
  return [...plain, age].join(';')
}
