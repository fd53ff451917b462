import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import * as op from '@kaft/contract'
import { openClock } from '../../../testing/jobs.ts'
import { anItem } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import { type Library, openWorld, type Someone, type World } from '../../../testing/world.ts'
import { patronJobs } from '../jobs.ts'
import { aForm, commandId, testNumber } from '../testing/forms.ts'

let world: World
let here: Library
let desk: Someone
let partner: Someone
before(async () => {
  world = await openWorld()
  here = await world.library('Testgem')
  const beside = await world.library('Partnergem')
  await world.agreement('3b', [here, beside])
  for (const library of [here, beside]) await aRegulation(world, library)
  desk = await world.staff(here, ['hoofd_balie'])
  partner = await world.staff(beside, ['hoofd_balie'])
})
after(() => world.close())

type Form = Parameters<typeof aForm>[0]
const register = async (wish: Form = {}, as = desk) => {
  const said = await world.call(op.registerPatron, { body: aForm(wish) }, as)
  assert.equal(said.status, 201, said.text)
  return said.body
}
const params = (p: { patron_id: string }) => ({ patron_id: p.patron_id })
const read = async (p: { patron_id: string }, as = desk) =>
  (await world.call(op.readPatron, { params: params(p) }, as)).body
const merge = (kept: op.Patron, other: op.Patron, more: object = {}, as = desk) =>
  world.call(
    op.mergePatrons,
    { params: params(kept), body: { command_id: commandId(), other_id: other.patron_id, take: [], ...more } },
    as,
  )
const unmerge = (kept: op.Patron, merge_id: string) =>
  world.call(
    op.unmergePatrons,
    { params: { ...params(kept), merge_id }, body: { command_id: commandId() } },
    desk,
  )
const lend = async (p: op.Patron) => {
  const item = await anItem(world, here)
  const body = { command_id: commandId(), patron_id: p.patron_id, barcode: item.barcode }
  const said = await world.call(op.checkout, { body }, desk)
  assert.equal(said.status, 201, said.text)
  return item
}
const reserve = async (p: op.Patron) => {
  const { title_id } = await anItem(world, here)
  const body = {
    command_id: commandId(),
    patron_id: p.patron_id,
    title_id,
    pickup_branch_id: here.branches[0]!,
    accept: ['item_available_here' as const],
  }
  const said = await world.call(op.placeHold, { body }, desk)
  assert.equal(said.status, 201, said.text)
}
const found = async (q: string) =>
  (await world.call(op.findPatrons, { query: { q } }, desk)).body.rows.map(row => row.patron_id)

/** Two records of one person, each with all that can hang on it. */
async function aPair(name: string) {
  const kept = await register({
    family_name: name,
    email: `${name}@voorbeeld.be`,
    keep_history: true,
    news: true,
  })
  const number = testNumber(70 + name.length)
  const gone = await register({
    family_name: name,
    given_name: 'Liesbeth Anna',
    email: `${name}@voorbeeld.be`,
    street: 'Markt 1',
    national_number: number,
    news: true,
  })
  const items = [await lend(kept), await lend(gone)]
  await reserve(gone)
  for (const p of [kept, gone]) {
    const body = { command_id: commandId(), text: `notitie ${p.given_name}`, until: '2027-01-01' }
    await world.call(op.addNote, { params: params(p), body }, desk)
  }
  await world.call(
    op.setBlock,
    {
      params: params(gone),
      body: { command_id: commandId(), reason: 'kluisje', until: null, actions: ['internet'] },
    },
    desk,
  )
  return { kept, gone, items }
}

test('P45 everything of both is on one record, the other is found by nobody, and all of it can be taken back', async () => {
  const { kept, gone } = await aPair('Samenvoeg')
  const [before1, before2] = [await read(kept), await read(gone)]
  const said = await merge(kept, gone)
  assert.equal(said.status, 201, said.text)
  const one = said.body
  assert.deepEqual(
    [one.loans, one.holds, one.balance_cents, one.notes.length, one.blocks.length, one.cards.length],
    [2, 1, before1.balance_cents + before2.balance_cents, 2, 1, 2],
  )
  // What was empty is filled; history was wanted by one only, so it is not kept; the number came along.
  assert.deepEqual([one.street, one.keep_history, one.news], ['Markt 1', false, true])
  assert.ok(one.national_number_masked !== null)
  assert.deepEqual(await found('samenvoeg'), [kept.patron_id])
  assert.deepEqual(await found('samenvoeg@voorbeeld.be'), [kept.patron_id])
  assert.deepEqual(await found(gone.cards[0]!.card ?? ''), [kept.patron_id])
  const left = await read(gone)
  assert.deepEqual([left.merged_into, left.loans, left.balance_cents, left.cards], [kept.patron_id, 0, 0, []])
  const account = (await world.call(op.readAccount, { params: params(kept) }, desk)).body
  assert.equal(account.open.length, 2)
  // Money of both accounts is received in one payment, each line where its charge stands.
  const paid = await world.call(
    op.receivePayment,
    {
      params: params(kept),
      body: { command_id: commandId(), method: 'card', entry_ids: account.open.map(line => line.entry_id) },
    },
    desk,
  )
  assert.equal(paid.status, 201, paid.text)
  const [same] = await world.rows(
    `select count(*) as n from finance.entry s join finance.entry c on c.entry_id = s.charge_id
      where s.payment_id = $1 and s.account_id <> c.account_id`,
    [paid.body.payment_id],
  )
  assert.equal(same!.n, '0')
  const { merge_id } = one.merges[0]!
  assert.equal(one.merges[0]!.undo_until, '2026-12-25')
  // What was lent since stays with the kept record; so does a telephone number that was typed since.
  await lend(one)
  const back = await unmerge(one, merge_id)
  assert.equal(back.status, 201, back.text)
  const [again1, again2] = [await read(kept), await read(gone)]
  assert.deepEqual(
    [again1.loans, again2.loans, again1.holds, again2.holds, again2.merged_into, again2.blocks.length],
    [2, 1, 0, 1, null, 1],
  )
  assert.deepEqual([again1.balance_cents, again2.balance_cents], [0, 0])
  assert.deepEqual([again1.keep_history, again1.street], [true, null])
  assert.deepEqual(
    [again1.national_number_masked === null, again2.national_number_masked === null],
    [true, false],
  )
  assert.deepEqual((await found('samenvoeg')).toSorted(), [kept.patron_id, gone.patron_id].toSorted())
  assert.equal((await unmerge(one, merge_id)).problem.code, 'merge_already')
})

test('after thirty days it is final: the other record is gone, and nothing goes back', async () => {
  const { kept, gone } = await aPair('Voorgoed')
  const one = (await merge(kept, gone)).body
  const clock = openClock(world)
  const job = patronJobs.find(each => each.name === 'finish_merges')
  const night = async (at: string) => {
    world.now = Temporal.Instant.from(at)
    await job!.handler(clock.ctx('finish_merges'))
  }
  await night('2026-12-25T01:50:00Z')
  assert.equal((await read(gone)).merged_into, kept.patron_id)
  await night('2026-12-26T01:50:00Z')
  await clock.close()
  assert.equal(
    (await world.call(op.readPatron, { params: params(gone) }, desk)).problem.code,
    'patron_unknown',
  )
  assert.equal((await read(kept)).loans, 2)
  const { merge_id } = one.merges[0]!
  assert.equal((await unmerge(one, merge_id)).problem.code, 'merge_too_late')
  const [row] = await world.rows('select moved::text, changed::text from patrons.merge where merge_id = $1', [
    merge_id,
  ])
  assert.deepEqual(row, { moved: '{}', changed: '[]' })
  world.now = Temporal.Instant.from('2026-11-25T13:05:00Z')
})

test('P45 what is two people, or no person, is refused; what is odd is asked', async () => {
  const a = await register({ family_name: 'Streng', national_number: testNumber(91) })
  const b = await register({ family_name: 'Streng', national_number: testNumber(92) })
  const klas = await register({ family_name: 'Streng', birth_on: null, membership_type: 'klas' })
  const twin = await register({ family_name: 'Streng', given_name: 'Lore' })
  const theirs = await register({ family_name: 'Streng' }, partner)
  const codes = async (...of: Parameters<typeof merge>) => {
    const { problem } = await merge(...of)
    return problem.findings?.map(f => f.code) ?? [problem.code]
  }
  assert.deepEqual(await codes(a, b), ['merge_two_persons'])
  assert.deepEqual(await codes(a, klas), ['merge_not_person'])
  assert.deepEqual(await codes(a, a), ['merge_self'])
  assert.deepEqual(await codes(a, theirs), ['patron_not_own'])
  assert.deepEqual(await codes(theirs, a), ['patron_not_own'])
  assert.deepEqual(await codes(a, twin), ['merge_name_differs'])
  // The desk registers and searches; making two into one is another right.
  const clerk = await world.staff(here, ['balie'])
  assert.equal((await merge(a, twin, { accept: ['merge_name_differs'] }, clerk)).problem.code, 'no_leave')
  assert.equal((await merge(a, twin, { accept: ['merge_name_differs'] })).status, 201)
  assert.deepEqual(await codes(a, twin), ['merge_already', 'merge_name_differs'])
})

test('P45 twins, classes and two numbers are never proposed; who is told apart is not proposed again', async () => {
  const lib = await world.library('Dubbelgem')
  const staff = await world.staff(lib, ['hoofd_balie'])
  const home = { street: 'Tweelingstraat 2', postcode: '9000', municipality: 'Gent', birth_on: '2001-02-03' }
  const add = (wish: Form) => register({ family_name: 'Claes', given_name: 'Lara', ...home, ...wish }, staff)
  const one = await add({})
  const same = await add({ family_name: 'Klaas', street: 'tweelingstraat  2.' })
  await add({ given_name: 'Lore' })
  await add({ street: 'Elders 9', email: null })
  await add({ membership_type: 'klas' })
  const list = async () => (await world.call(op.duplicates, { query: {} }, staff)).body
  const pairs = async () =>
    (await list()).rows.map(row => [row.one.patron_id, row.other.patron_id, row.share.join()])
  assert.deepEqual(await pairs(), [[one.patron_id, same.patron_id, 'address']])
  const pair = () => ({ command_id: commandId(), one_id: same.patron_id, other_id: one.patron_id })
  assert.equal((await world.call(op.keepApart, { body: pair() }, staff)).status, 201)
  assert.deepEqual(await pairs(), [])
  assert.equal((await world.call(op.keepApart, { body: pair() }, partner)).problem.code, 'patron_unknown')
  await world.call(op.unkeepApart, { body: pair() }, staff)
  assert.equal((await pairs()).length, 1)
  // A number on each makes them two people.
  for (const [at, p] of [one, same].entries())
    await world.rows(
      `with made as (insert into patrons.person (number_cipher, number_index, made_at) values ('x', $2, now()) returning person_id)
       update patrons.patron set person_id = made.person_id from made where patron_id = $1`,
      [p.patron_id, Buffer.from(`dubbel${at}`)],
    )
  assert.deepEqual(await pairs(), [])
  assert.equal((await list()).next, null)
})

test('a place on a route, a bag on its way and what the register told move too, and back', async () => {
  const { kept, gone } = await aPair('Bezorgd')
  const [{ route_id } = { route_id: '' }] = await world.rows(
    `insert into circulation.home_route (library_id, branch_id, name, first_on, weeks, made_at) values ($1, $2, 'Ronde', '2026-11-30', 2, now()) returning route_id`,
    [here.library_id, here.branches[0]],
  )
  await world.rows(
    `insert into circulation.home_stop (library_id, patron_id, route_id, stop_no, made_at) values ($1, $2, $3, 1, now())`,
    [here.library_id, gone.patron_id, route_id],
  )
  await world.rows(
    `insert into circulation.home_bag (library_id, loan_id, patron_id, route_id, on_day)
     select library_id, loan_id, patron_id, $2, '2026-11-30' from circulation.loan where patron_id = $1`,
    [gone.patron_id, route_id],
  )
  await world.rows(
    `insert into patrons.register_notice (library_id, patron_id, kind, noted_at) values ($1, $2, 'deceased', now())`,
    [here.library_id, gone.patron_id],
  )
  await world.rows(
    `insert into patrons.former_residence (library_id, patron_id, street, postcode, municipality, source, replaced_at) values ($1, $2, 'Markt 9', '9000', 'Gent', '{}', now())`,
    [here.library_id, gone.patron_id],
  )
  const whose = async () =>
    (
      await world.rows(
        `select patron_id::text as id from circulation.home_stop where route_id = $1
         union all select patron_id::text from circulation.home_bag where route_id = $1
         union all select patron_id::text from patrons.register_notice where patron_id = any ($2::bigint[])
         union all select patron_id::text from patrons.former_residence where patron_id = any ($2::bigint[])`,
        [route_id, [kept.patron_id, gone.patron_id]],
      )
    ).map(row => row.id)
  const said = await merge(kept, gone)
  assert.equal(said.status, 201, said.text)
  assert.deepEqual(
    await whose(),
    [kept, kept, kept, kept].map(p => p.patron_id),
  )
  const back = await unmerge(kept, said.body.merges[0]?.merge_id ?? '')
  assert.equal(back.status, 201, back.text)
  assert.deepEqual(
    await whose(),
    [gone, gone, gone, gone].map(p => p.patron_id),
  )
})

test('P45 P71 a merge with who wants no history lets go of what the other kept, and says by whom', async () => {
  const [kept, gone] = [await register(), await register({ keep_history: true })]
  const item = await anItem(world, here)
  const lent = await world.call(
    op.checkout,
    { body: { command_id: commandId(), patron_id: gone.patron_id, item_id: item.item_id } },
    desk,
  )
  assert.equal(lent.status, 201, lent.text)
  await world.call(op.checkin, { body: { command_id: commandId(), item_id: item.item_id } }, desk)
  const ties = async (who: string) =>
    (
      await world.rows(
        "select count(*) filter (where erase_in = '9999-12-31') as kept, count(*) as n from circulation.event_patron where patron_id = $1",
        [who],
      )
    )[0]!
  assert.ok(Number((await ties(gone.patron_id)).kept) >= 2)
  const said = await merge(kept, gone)
  assert.equal(said.status, 201, said.text)
  assert.equal(said.body.keep_history, false)
  const after = await ties(kept.patron_id)
  assert.deepEqual([Number(after.kept), Number(after.n) >= 2], [0, true], 'ninety days, as for everyone')
  // The other way round the choice of the kept record changes, and it stands when and by whom.
  const [keeper, plain] = [await register({ keep_history: true }), await register()]
  const merged = await merge(keeper, plain)
  const source = merged.body.sources.find(one => one.field === 'keep_history')
  assert.deepEqual([merged.body.keep_history, source?.from, source?.on], [false, 'manual', '2026-11-25'])
  assert.match(source?.by ?? '', /^Testmedewerker/)
})

test('every table that names a patron moves with a merge, or says here why it does not', async () => {
  const excused = new Set([
    // The record itself, and what is made anew from its names.
    'patrons.patron',
    'patrons.name_token',
    // A class has no second record to merge with: its card is no person's.
    'patrons.class_child',
    // A list names whom it was made of; it goes in a few days.
    'patrons.person_list_row',
    // It goes with the number: the record that keeps that is looked at anew, and one without it is part of no conflict.
    'patrons.identity_conflict',
    // Who looked at which record stays as it was written: the log is sealed.
    'privacy.access_log',
    // That they were not seen yet goes with the record that goes: of the one that stays it was seen.
    'patrons.online_registration',
    // Whom a breach reached stays as it was written, and which statement each record was shown.
    'privacy.breach_person',
    'patrons.statement_shown',
    // So does what was asked of the national register, and about whom.
    'patrons.magda_consultation',
    // An erasure is of the record that it names; one that was kept back goes with the record that both became.
    'privacy.erasure',
    // Whoever is signed in as the record that goes signs in anew; a link that was mailed to it leads nowhere, and another is asked for.
    'patrons.reader_session',
    'patrons.reader_link',
  ])
  const moved = new Set([
    'patrons.card',
    'patrons.membership',
    'patrons.block',
    'patrons.note',
    'patrons.address',
    'patrons.family_link',
    'patrons.guardian_consent',
    'patrons.former_residence',
    'patrons.register_notice',
    'patrons.reader_login',
    'finance.account',
    'circulation.loan',
    'circulation.hold',
    'circulation.event_patron',
    'circulation.home_stop',
    'circulation.home_bag',
    'circulation.last_closed',
    'acquisitions.suggestion_asker',
    'messaging.message',
    'messaging.address_list_row',
    'privacy.rights_case',
    'privacy.restriction',
  ])
  const named = await world.rows(
    `select n.nspname || '.' || c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
       join pg_namespace n on n.oid = c.relnamespace
      where a.attname = 'patron_id' and not a.attisdropped and c.relkind in ('r', 'p') and not c.relispartition
        and n.nspname not in ('pg_catalog', 'information_schema') order by 1`,
  )
  assert.deepEqual(
    named.map(row => row.name).filter(name => !excused.has(name!) && !moved.has(name!)),
    [],
  )
})
