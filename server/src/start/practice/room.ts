import { type Client, withClient } from '../../base/client.ts'
import { dayOf } from '../../base/dates.ts'
import type { PracticeRoom } from '../../modules/organisation/practice/practice.ts'
import { goOn } from '../../modules/organisation/practice/practice.store.ts'

/** The database of a room as it is in the morning, from which it is made anew. */
const fresh = (name: string): string => `${name}_fresh`
/** Loans of the demonstration count from the day of loading; after a week they would all be late. */
const STALE_DAYS = 7
const HOUR = 3

const at = (url: string, name: string): string => {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}
const named = (url: string): string => new URL(url).pathname.slice(1)
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Copies a database; whoever is connected to it is cut off, since PostgreSQL copies none that is in use. */
async function copy(client: Client, from: string, to: string): Promise<void> {
  for (let again = 0; ; again++) {
    await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
      [from],
    )
    try {
      await client.query(`create database ${quoted(to)} template ${quoted(from)} owner kaft_owner`)
      return
    } catch (error) {
      // Somebody connected in between (object_in_use).
      if ((error as { code?: string }).code !== '55006' || again === 20) throw error
    }
  }
}

export interface OpenRoom extends PracticeRoom {
  /** Looks whether the night came by, and puts everything back if so. @returns false when the room is to be made anew */
  tick(now: Temporal.Instant): Promise<boolean>
}

/**
 * A practice room on the database at `url`, which belongs to it alone. The first time, the state of this moment is kept
 * aside: every reset goes back to it.
 */
export async function openRoom(url: string, secret: string, now: Temporal.Instant): Promise<OpenRoom> {
  const name = named(url)
  const beside = at(url, 'postgres')
  const made_on = await withClient(beside, async client => {
    const known = await client.query<{ made_on: string | null }>(
      `select shobj_description(oid, 'pg_database') as made_on from pg_database where datname = $1`,
      [fresh(name)],
    )
    if (known.rows[0]?.made_on) return known.rows[0].made_on
    const today = dayOf(now)
    await client.query(`drop database if exists ${quoted(fresh(name))} with (force)`)
    await copy(client, name, fresh(name))
    await client.query(`comment on database ${quoted(fresh(name))} is '${today}'`)
    return today
  })
  let reset_on = dayOf(now)
  const reset = async (): Promise<void> => {
    await withClient(beside, async client => {
      await client.query(`drop database if exists ${quoted(name)} with (force)`)
      await copy(client, fresh(name), name)
    })
    await withClient(url, client => client.query(goOn))
  }
  return {
    secret,
    asOwner: work =>
      withClient(url, async client => {
        await client.query('set role kaft_owner')
        return work(client)
      }),
    reset,
    tick: async moment => {
      const today = dayOf(moment)
      if (today === reset_on || moment.toZonedDateTimeISO('Europe/Brussels').hour < HOUR) return true
      reset_on = today
      const age = Temporal.PlainDate.from(made_on).until(today).days
      if (age < STALE_DAYS) {
        await reset()
        return true
      }
      await withClient(beside, async client => {
        for (const gone of [name, fresh(name)])
          await client.query(`drop database if exists ${quoted(gone)} with (force)`)
      })
      return false
    },
  }
}
