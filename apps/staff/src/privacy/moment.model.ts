const zone = 'Europe/Brussels'
const clock = new Intl.DateTimeFormat('nl-BE', {
  timeZone: zone,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
const wall = new Intl.DateTimeFormat('sv-SE', {
  timeZone: zone,
  dateStyle: 'short',
  timeStyle: 'short',
})

/** The hour in Brussels as people type it: `14.05`. */
export const hourNow = (now: Date = new Date()): string => clock.format(now).replace(':', '.')

/** The instant of a day and an hour in Brussels, `14.05`, `14:05`, `14u05` or `14`; null when that is no hour. */
export const instantOf = (day: string, typed: string): string | null => {
  const [, hour = '', minute = '00'] = /^\s*(\d{1,2})(?:\s*[.:u]\s*(\d{2})?)?\s*$/.exec(typed) ?? []
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59) return null
  const text = `${day} ${hour.padStart(2, '0')}:${minute}`
  // Brussels is one or two hours before UTC: the one that gives that clock is the moment.
  const utc = Date.parse(`${text.replace(' ', 'T')}:00Z`)
  const found = [1, 2].map(hours => new Date(utc - hours * 3_600_000)).find(at => wall.format(at) === text)
  return (found ?? new Date(utc - 3_600_000)).toISOString()
}

/** From the first moment of one day to the last of another; null where a day is missing or they are turned round. */
export const momentsOf = (
  from: string | null,
  until: string | null,
): { readonly from_at: string; readonly until_at: string } | null => {
  if (from === null || until === null || until < from) return null
  const [from_at, until_at] = [instantOf(from, '0'), instantOf(until, '23.59')]
  return from_at === null || until_at === null ? null : { from_at, until_at }
}
