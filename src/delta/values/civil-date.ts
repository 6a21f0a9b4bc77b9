/** A day of the proleptic Gregorian calendar, in which the year before 1 is 0. */
export interface CivilDate {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** The day so many days after 1970-01-01. JavaScript's Date stops at the year 275,760, the dates of tables do not. */
export function civilDate(days: number): CivilDate {
  // Howard Hinnant's civil_from_days: eras of 400 years that begin on a first of March.
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  }
}
