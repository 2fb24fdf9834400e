/** Calendar arithmetic in UTC: broken-down times, and strftime as the C library does it in the C locale. */

export interface BrokenTime {
  year: number
  /** 0..11 */
  month: number
  day: number
  hour: number
  minute: number
  second: number
  /** Monday = 0 */
  weekday: number
  /** 0..365 */
  yearDay: number
  dst: number
}

const DAY = 86400

/** Days since 1970-01-01 of a proleptic Gregorian date; month 0..11 (any integer is carried into the year). */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y0 = year + Math.floor(month / 12)
  const m = (((month % 12) + 12) % 12) + 1
  const y = m <= 2 ? y0 - 1 : y0
  const era = Math.floor(y / 400)
  const yoe = y - era * 400
  const doy = Math.floor((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const doe = yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy
  return era * 146097 + doe - 719468
}

/** Broken-down time of whole seconds since the epoch. */
export function breakTime(seconds: number): BrokenTime {
  const days = Math.floor(seconds / DAY)
  const rest = seconds - days * DAY
  const z = days + 719468
  const era = Math.floor(z / 146097)
  const doe = z - era * 146097
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365)
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const day = doy - Math.floor((153 * mp + 2) / 5) + 1
  const month = mp < 10 ? mp + 2 : mp - 10
  const year = yoe + era * 400 + (month <= 1 ? 1 : 0)
  return {
    year,
    month,
    day,
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
    weekday: (((days + 3) % 7) + 7) % 7,
    yearDay: days - daysFromCivil(year, 0, 1),
    dst: 0,
  }
}

/** Seconds since the epoch; out-of-range fields are carried (mktime with TZ=UTC). */
export const makeTime = (t: BrokenTime): number =>
  daysFromCivil(t.year, t.month, t.day) * DAY + t.hour * 3600 + t.minute * 60 + t.second

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

const two = (n: number): string => String(n).padStart(2, '0')
const space = (n: number): string => String(n).padStart(2, ' ')

export const asctime = (t: BrokenTime): string =>
  `${WEEKDAYS[t.weekday].slice(0, 3)} ${MONTHS[t.month].slice(0, 3)} ${space(t.day).padStart(2)} ${two(t.hour)}:${two(t.minute)}:${two(t.second)} ${t.year}`

/** ISO 8601 year and week. */
function isoWeek(t: BrokenTime): { year: number; week: number } {
  const week = Math.floor((t.yearDay - t.weekday + 10) / 7)
  const weeksOf = (year: number): number => {
    const first = (daysFromCivil(year, 0, 1) + 3 + 7 * 200000) % 7
    const leap = daysFromCivil(year + 1, 0, 1) - daysFromCivil(year, 0, 1) === 366
    return first === 3 || (leap && first === 2) ? 53 : 52
  }
  if (week < 1) return { year: t.year - 1, week: weeksOf(t.year - 1) }
  if (week > weeksOf(t.year)) return { year: t.year + 1, week: 1 }
  return { year: t.year, week }
}

const hour12 = (h: number): number => (h % 12 === 0 ? 12 : h % 12)

/** One conversion; null when the C library copies it unchanged. */
function convert(c: string, t: BrokenTime): string | null {
  switch (c) {
    case 'a':
      return WEEKDAYS[t.weekday].slice(0, 3)
    case 'A':
      return WEEKDAYS[t.weekday]
    case 'b':
    case 'h':
      return MONTHS[t.month].slice(0, 3)
    case 'B':
      return MONTHS[t.month]
    case 'c':
      return asctime(t)
    case 'C':
      return two(Math.floor(t.year / 100))
    case 'd':
      return two(t.day)
    case 'D':
    case 'x':
      return `${two(t.month + 1)}/${two(t.day)}/${two(((t.year % 100) + 100) % 100)}`
    case 'e':
      return space(t.day)
    case 'F':
      return `${t.year}-${two(t.month + 1)}-${two(t.day)}`
    case 'g':
      return two(isoWeek(t).year % 100)
    case 'G':
      return String(isoWeek(t).year)
    case 'H':
      return two(t.hour)
    case 'I':
      return two(hour12(t.hour))
    case 'j':
      return String(t.yearDay + 1).padStart(3, '0')
    case 'k':
      return space(t.hour)
    case 'l':
      return space(hour12(t.hour))
    case 'm':
      return two(t.month + 1)
    case 'M':
      return two(t.minute)
    case 'n':
      return '\n'
    case 'p':
      return t.hour < 12 ? 'AM' : 'PM'
    case 'P':
      return t.hour < 12 ? 'am' : 'pm'
    case 'r':
      return `${two(hour12(t.hour))}:${two(t.minute)}:${two(t.second)} ${t.hour < 12 ? 'AM' : 'PM'}`
    case 'R':
      return `${two(t.hour)}:${two(t.minute)}`
    case 's':
      return String(makeTime(t))
    case 'S':
      return two(t.second)
    case 't':
      return '\t'
    case 'T':
    case 'X':
      return `${two(t.hour)}:${two(t.minute)}:${two(t.second)}`
    case 'u':
      return String(t.weekday + 1)
    case 'U':
      return two(Math.floor((t.yearDay + 7 - ((t.weekday + 1) % 7)) / 7))
    case 'V':
      return two(isoWeek(t).week)
    case 'w':
      return String((t.weekday + 1) % 7)
    case 'W':
      return two(Math.floor((t.yearDay + 7 - t.weekday) / 7))
    case 'y':
      return two(((t.year % 100) + 100) % 100)
    case 'Y':
      return String(t.year)
    case 'z':
      return '+0000'
    case 'Z':
      return 'GMT'
    case '%':
      return '%'
    default:
      return null
  }
}

export function strftime(format: string, t: BrokenTime): string {
  return format.replace(/%[EO]?([\s\S])/g, (whole, c: string) => convert(c, t) ?? whole)
}
