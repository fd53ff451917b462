import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { crowd, type Post } from './crowd.ts'
import { type Client, type Measured, measure, openClient } from './load.ts'
import type { Place } from './place.ts'
import { say } from './progress.ts'
import { ms, type Table } from './table.ts'

interface Person {
  readonly patron_id: string
  readonly family_name: string
  readonly given_name: string
  readonly birth_on: string
  readonly email: string
  readonly code: string
}

/** One letter of the middle becomes another, as it does under fast fingers. */
const misspelt = (name: string): string => {
  const at = Math.floor(name.length / 2)
  return `${name.slice(0, at)}${name[at] === 'q' ? 'w' : 'q'}${name.slice(at + 1)}`
}

/** What people type to find somebody. */
const questions: readonly (readonly [string, (p: Person) => string])[] = [
  ['three letters of a name', p => p.family_name.slice(0, 3)],
  ['two words', p => `${p.given_name} ${p.family_name}`],
  ['a misspelt name', p => `${misspelt(p.family_name)} ${p.given_name}`],
  ['two misspelt names', p => `${misspelt(p.family_name)} ${misspelt(p.given_name)}`],
  ['a card', p => p.code],
  ['an e-mail address', p => p.email],
  ['a birth date', p => p.birth_on.split('-').toReversed().join('/')],
]

/** Finding patrons over HTTP among a country's, beside reading one by its key through the same door. */
export async function patronSearch(place: Place, scale: number): Promise<Table> {
  const patrons = Math.floor(2_500_000 * scale)
  const posts = await crowd(place.admin, patrons)
  const count = Math.max(30, Math.floor(200 * scale))
  const samples = new Map<Post, Person[]>()
  for (const post of posts) samples.set(post, await peopleOf(place.admin, post, count * 2))
  const before = await scans(place.admin)
  const rows: (string | number)[][] = []
  for (const post of posts) {
    say(`patron search from ${post.name}`)
    const http = openClient(place.address, post.secret, 1)
    rows.push(...(await asking(http, post, samples.get(post) ?? [])))
    http.close()
  }
  // Counts of a connection reach the statistics when it has rested for ten seconds.
  await sleep(11_000)
  const read = (await scans(place.admin)) - before
  return {
    head: [
      'from',
      'patrons in scope',
      'asked',
      'found, mean',
      'p50 ms',
      'p95 ms',
      '× control p50',
      'p95',
      'failed',
    ],
    rows,
    notes: [
      `${patrons} patrons in 305 libraries. Searches that read a table of patrons, cards or names from end to end: ${read}.`,
    ],
  }
}

async function asking(http: Client, post: Post, people: readonly Person[]): Promise<(string | number)[][]> {
  const half = people.length >> 1
  const [warm, asked] = [people.slice(0, half), people.slice(half)]
  const run = async (path: (p: Person) => string, ok: (text: string) => number) => {
    let found = 0
    const ask = async (p: Person | undefined) => {
      if (!p) return false
      const said = await http.send('GET', path(p))
      found += said.status === 200 ? ok(said.text) : 0
      return said.status === 200 && ok(said.text) > 0
    }
    await measure(1, warm.length, i => ask(warm[i]))
    found = 0
    return { measured: await measure(1, asked.length, i => ask(asked[i])), found: found / asked.length }
  }
  const control = await run(
    p => `/patrons/${p.patron_id}/head`,
    () => 1,
  )
  const rows = [line(post, 'control: one patron by key', control, control.measured)]
  for (const [name, question] of questions) {
    const said = await run(
      p => `/patrons?q=${encodeURIComponent(question(p))}`,
      text => (JSON.parse(text) as { rows: unknown[] }).rows.length,
    )
    rows.push(line(post, name, said, control.measured))
  }
  return rows
}

const line = (
  post: Post,
  name: string,
  { measured: m, found }: { measured: Measured; found: number },
  control: Measured,
): (string | number)[] => [
  post.name,
  post.patrons,
  name,
  found.toFixed(1),
  ms(m.p50_ms),
  ms(m.p95_ms),
  (m.p50_ms / control.p50_ms).toFixed(1),
  (m.p95_ms / control.p95_ms).toFixed(1),
  m.failed,
]

const peopleOf = async (db: pg.Client, post: Post, count: number): Promise<Person[]> =>
  (
    await db.query<Person>(
      `select p.patron_id, p.family_name, p.given_name, p.birth_on, p.email, c.code
         from patrons.patron p join patrons.card c on c.patron_id = p.patron_id
        where p.library_id = any ($1::bigint[]) and p.email is not null order by random() limit $2`,
      [post.library_ids, count],
    )
  ).rows

/** How often a table by which people are found was read from end to end. */
async function scans(db: pg.Client): Promise<number> {
  await db.query('select pg_stat_force_next_flush()')
  const { rows } = await db.query<{ n: string }>(
    `select coalesce(sum(seq_scan), 0) as n from pg_stat_user_tables where schemaname = 'patrons' and relname in ('patron', 'card', 'name_token')`,
  )
  return Number(rows[0]?.n)
}
