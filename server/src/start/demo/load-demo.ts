import { createReadStream } from 'node:fs'
import { Type } from 'typebox'
import { Instant } from '@kaft/contract'
import { writeIso2709 } from '@kaft/marc'
import { type Demo, readDemo, titlesFile } from '../../../../demo/read-demo.ts'
import { showcase, SHOWN_ITEMS } from '../../../../demo/showcase.ts'
import type { Client } from '../../base/client.ts'
import { addDays, dayOf } from '../../base/dates.ts'
import type { Db } from '../../base/db.ts'
import type { Keys } from '../../base/keys.ts'
import { allOf, oneOf } from '../../base/row.ts'
import type { Query } from '../../base/sql.ts'
import { hashSecret } from '../../modules/organisation/index.ts'
import { importMarc, refreshHeld } from '../../modules/cataloguing/index.ts'
import { Branches, branchesOf, Cards, cardsOf, Items, itemsOf, Titles, titlesOf } from './activity.store.ts'
import { openDesks, send } from './desk.ts'
import { analyse, insertItems, nextPatronIds } from './fill.store.ts'
import { fillFigures } from './fill-figures.ts'
import { insertPastYear } from './past-year.store.ts'
import { fillPatrons } from './fill-patrons.ts'
import { insertFormerMembers } from './former-members.store.ts'
import { onlinePatrons } from './online.ts'
import { insertReaders } from './readers.store.ts'
import { foundConsortium } from './found-consortium.ts'
import {
  foundedQuery,
  insertHomeRoute,
  insertShelfOrder,
  installationQuery,
  loadedQuery,
  lockDemo,
  makePartitions,
  unlockDemo,
} from './found.store.ts'
import { type Places, type Play, type Played, replay } from './replay.ts'
import { fillShift, SHELF_DAYS, SHIFT_AT } from './shift.ts'
import { insertShelfFirst, readyUntil } from './shift.store.ts'
import { insertShowcase } from './showcase.store.ts'

export interface DemoDeps {
  /** A plain connection as `kaft_owner`. */
  readonly client: Client
  /** The pools of `kaft_app`: what happens at the desk goes through the same walls as at any desk. */
  readonly db: Db
  readonly keys: Keys
  /** Words for the person at the console. */
  readonly say: (text: string) => void
}

/** Whose records the titles of the demonstration are. */
export const SOURCE = 'demo'
/** The library that set the order of its shelves, and how one walks along them there. */
const WALK_AT = 'I200'
const WALK = [
  'Jeugd',
  'Strips',
  'Romans',
  'Spanning',
  'Poëzie',
  'Toneel',
  'Anderstalig',
  'Non-fictie',
  'Reizen',
  'Film',
  'Muziek',
]
/** Loans go back three months. */
const PAST_DAYS = [120, 60, 0] as const

/**
 * Fills an empty database with the demonstration, as of the moment at which the installation was made. Each step is
 * either there or not, and each command has the same identity in each loading, so one that was broken off goes on
 * where it was. Does nothing when the demonstration is there.
 */
export async function loadDemo(deps: DemoDeps): Promise<void> {
  const { client } = deps
  await send(client, lockDemo)
  try {
    const installed = oneOf(Installed, await send(client, installationQuery))
    if (!installed) throw new Error('the database does not say what it is')
    if (installed.loaded) return
    await load(deps, Temporal.Instant.from(installed.made_at))
    await send(client, loadedQuery)
  } finally {
    await send(client, unlockDemo)
  }
}
const Installed = Type.Object({ made_at: Instant, loaded: Type.Boolean() })

async function load(deps: DemoDeps, now: Temporal.Instant): Promise<void> {
  const { client, say } = deps
  const today = dayOf(now)
  const demo = readDemo(today)
  say('Loading the demonstration: invented people, real books ...')
  for (const days of PAST_DAYS) await send(client, makePartitions(addDays(today, -days)))
  await foundOnce(deps, demo, now)
  const titles = await importMarc(
    { db: deps.db, now: () => now },
    {
      stream: createReadStream(titlesFile),
      source: SOURCE,
      library: null,
      holdings: null,
      report: p => say(`  title no. ${p.index}: ${p.detail}`),
    },
  )
  const shown = await showAll(deps, now)
  say(`  ${titles.titles_new + titles.titles_unchanged + shown} titles`)
  await fillShelves(client, demo, now.toString())
  say(`  ${demo.items.length + SHOWN_ITEMS} items`)
  const played = await playAll(deps, demo, now)
  say(`  ${played.loans} loans, ${played.holds} holds, ${played.charges} charges`)
  await send(client, insertPastYear(pastYear(today)))
  await fillFigures(client, today, now.toString())
  await send(client, insertHomeRoute(homeRoute(demo, now)))
  await send(client, insertReaders(await readerRow(deps, demo, now)))
  await send(client, insertFormerMembers({ library: WALK_AT, today, now: now.toString() }))
  await send(client, analyse)
}

/** What makes each screen of the catalogue alive. @returns how many titles came */
async function showAll({ client, db, say }: DemoDeps, now: Temporal.Instant): Promise<number> {
  const counts = await importMarc(
    { db, now: () => now },
    {
      stream: inIso2709(),
      source: SOURCE,
      library: null,
      holdings: { layout: { tag: '852', barcode: 'p', branch: 'b', shelf: 'c', call_number: 'h' } },
      report: p => say(`  record no. ${p.index}: ${p.detail}`),
    },
  )
  for (const query of insertShowcase(SOURCE, now.toString())) await send(client, query)
  return counts.titles_new + counts.titles_unchanged
}
async function* inIso2709(): AsyncGenerator<Uint8Array> {
  for (const record of showcase) {
    const written = writeIso2709(record)
    if (!written.ok) throw new Error(written.detail)
    yield written.bytes
  }
}
/** Readers of the sheet who chose a password for their own page; it stands in the README. */
const READER_PASSWORD = 'drie groene fietsen'
const readerRow = async ({ keys }: DemoDeps, demo: Demo, now: Temporal.Instant) => ({
  cards: demo.sheet.filter(row => row.kind === 'card').map(row => row.code),
  password_hash: await hashSecret(keys, READER_PASSWORD),
  at: now.toString(),
})

/** Three readers of the sheet to whom books are brought. */
const homeRoute = (demo: Demo, now: Temporal.Instant) => ({
  library: WALK_AT,
  name: 'Ronde dorp',
  carrier: 'Gust Peeters',
  first_on: addDays(dayOf(now), 1),
  cards: demo.sheet
    .filter(row => /exemplaren thuis|klaarliggen|heeft een notitie/.test(row.nl))
    .map(row => row.code),
  at: now.toString(),
})

/** The invented year before the loans that are played; the last of it comes back before those begin. */
const pastYear = (today: string) => ({ from_on: addDays(today, -355), days: 120, each: 160 })

/** Libraries, accounts and patrons come in one transaction: there are all of them, or none. */
async function foundOnce({ client, keys, say }: DemoDeps, demo: Demo, now: Temporal.Instant): Promise<void> {
  const codes = demo.libraries.map(l => l.code)
  const [{ founded } = { founded: false }] = await send(client, foundedQuery(codes))
  if (!founded) {
    const consortium = await foundConsortium(demo, keys, dayOf(now))
    await inTransaction(client, async () => {
      for (const query of consortium) await send(client, query)
      const ids = allOf(Made, await send(client, nextPatronIds(demo.patrons.length))).map(r => r.patron_id)
      for (const query of fillPatrons(demo, keys, { ids, at: now.toString() })) await send(client, query)
      await send(client, onlinePatrons(WALK_AT, now.toString()))
    })
  }
  const staff = demo.libraries.flatMap(l => l.staff).length
  say(`  ${codes.length} libraries, ${staff} members of staff, ${demo.patrons.length} patrons`)
}
const Made = Type.Object({ patron_id: Type.String() })

async function inTransaction(client: Client, work: () => Promise<void>): Promise<void> {
  await client.query('begin')
  try {
    await work()
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

async function fillShelves(client: Client, demo: Demo, at: string): Promise<void> {
  await inTransaction(client, async () => {
    await send(client, insertItems(demo.items, SOURCE))
    await send(client, insertShelfOrder(WALK_AT, WALK))
    const titles = allOf(Titles, await send(client, titlesOf(SOURCE)))
    await send(
      client,
      refreshHeld(
        titles.map(t => t.title_id),
        at,
      ),
    )
  })
}

async function playAll(deps: DemoDeps, demo: Demo, now: Temporal.Instant): Promise<Played> {
  const branches = demo.libraries.flatMap(l => l.branches.map(b => b.code))
  const places = await placesOf(deps.client, demo)
  const desks = await openDesks(deps, branches)
  const played: Played = {
    loans: 0,
    renewals: 0,
    holds: 0,
    set_aside: 0,
    charges: 0,
    payments: 0,
    refused: 0,
  }
  const play: Play = { demo, places, desks, until: now.subtract({ minutes: 10 }), played }
  try {
    // Libraries that cooperate meet at the same items and queues, so they go one by one; others side by side.
    await Promise.all(togetherOf(demo).map(libraries => replay(play, libraries)))
    await showShift(deps, play, dayOf(now))
  } finally {
    await desks.close()
  }
  return played
}

/** Something on each list with which a shift begins. */
async function showShift({ client }: DemoDeps, play: Play, today: string): Promise<void> {
  const shown = await fillShift(play)
  for (const [name, days] of SHELF_DAYS) {
    const hold_id = shown.get(name)
    if (hold_id !== undefined) await send(client, readyUntil(hold_id, addDays(today, days)))
  }
  await send(client, insertShelfFirst({ branch: SHIFT_AT, today, message_on: addDays(today, 1) }))
}

/** The libraries in groups that share patrons; each that shares none is a group of its own. */
function togetherOf(demo: Demo): ReadonlySet<string>[] {
  const groups = demo.agreements.filter(a => a.shares_patrons).map(a => new Set(a.members))
  const alone = demo.libraries.filter(l => !groups.some(g => g.has(l.code))).map(l => new Set([l.code]))
  return [...groups, ...alone]
}

async function placesOf(client: Client, demo: Demo): Promise<Places> {
  const codes = demo.libraries.map(l => l.code)
  const rows = (query: Query) => send(client, query)
  const cards = allOf(Cards, await rows(cardsOf(codes)))
  const byCard = new Map(cards.map(c => [`${c.library} ${c.card}`, c.patron_id]))
  return {
    patrons: new Map(
      demo.patrons.map(p => [p.key, byCard.get(`${p.library} ${p.cards[0]?.code ?? ''}`) ?? '']),
    ),
    items: new Map(allOf(Items, await rows(itemsOf(codes))).map(i => [`${i.library} ${i.barcode}`, i])),
    titles: new Map(allOf(Titles, await rows(titlesOf(SOURCE))).map(t => [t.control_number, t.title_id])),
    branches: new Map(allOf(Branches, await rows(branchesOf(codes))).map(b => [b.code, b.branch_id])),
  }
}
