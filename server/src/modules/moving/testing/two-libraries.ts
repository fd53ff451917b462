import * as op from '@kaft/contract'
import { encrypt } from '../../../base/keys.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { anItem, aPatron, type TestPatron } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import type { Library, Someone, World } from '../../../testing/world.ts'

/** Two invented libraries that are going to be one, with a little of everything, and somebody of the consortium. */
export interface TwoLibraries {
  readonly kept: Library
  readonly absorbed: Library
  readonly maker: Someone
  readonly desk: Someone
  readonly old: Someone
  readonly patrons: readonly TestPatron[]
  readonly both: { readonly here: TestPatron; readonly there: TestPatron }
}
const command = (world: World) => ({ command_id: uuid7(world.now) })

export async function twoLibraries(world: World, size: number): Promise<TwoLibraries> {
  const kept = await world.library('Nieuwgem')
  const absorbed = await world.library('Oudgem')
  const other = await world.library('Derdegem')
  await world.rows("update organisation.library set code = 'OUD' where library_id = $1", [
    absorbed.library_id,
  ])
  for (const library of [kept, absorbed, other]) await aRegulation(world, library)
  await world.agreement('3b', [absorbed, other])
  const maker = await world.staff(await world.library('Consortium'), ['consortium'])
  const desk = await world.staff(kept, ['hoofd_balie', 'dpo', 'beheer'])
  const old = await world.staff(absorbed, ['hoofd_balie'])
  const patrons: TestPatron[] = []
  for (let i = 0; i < size; i++) patrons.push(await aPatron(world, absorbed, { family_name: `Oud${i}` }))
  const both = { here: await aPatron(world, kept, { family_name: 'Dubbel' }), there: patrons[1]! }
  await samePerson(world, both)
  await lend(world, { absorbed, old, patrons })
  await clashes(world, { kept, absorbed, patrons })
  return { kept, absorbed, maker, desk, old, patrons, both }
}

/** Of the test register of MAGDA: the month is counted up by sixty. */
const TEST_NUMBER = '84651708905'

/** One number, known to both: they are one person, with other choices in each library. */
async function samePerson(world: World, { here, there }: TwoLibraries['both']): Promise<void> {
  const [person] = await world.rows(
    `insert into patrons.person (number_cipher, number_index, made_at) values ($1, 'dubbel', now()) returning person_id`,
    [encrypt(world.keys, TEST_NUMBER, 'national_number')],
  )
  for (const [p, keep] of [
    [here, true],
    [there, false],
  ] as const)
    await world.rows(
      'update patrons.patron set person_id = $2, keep_history = $3, news = true, family_name = $4 where patron_id = $1',
      [p.patron_id, person!.person_id, keep, 'Dubbel'],
    )
}

/** Loans, a reservation, a fine and a payment at the library that is absorbed, by the operations of the desk. */
async function lend(
  world: World,
  { absorbed, old, patrons }: Pick<TwoLibraries, 'absorbed' | 'old' | 'patrons'>,
): Promise<void> {
  for (const p of patrons) {
    const item = await anItem(world, absorbed)
    const body = { ...command(world), patron_id: p.patron_id, barcode: item.barcode }
    const said = await world.call(op.checkout, { body }, old)
    if (said.status !== 201) throw new Error(said.text)
    await world.rows(
      `with account as (insert into finance.account (library_id, patron_id) values ($1, $2) returning account_id)
       insert into finance.entry (library_id, account_id, kind, charge_kind, amount_cents, at, on_day, branch_id)
       select $1, account_id, 'charge', 'fine', 35, now(), '2026-11-20', $3 from account`,
      [absorbed.library_id, p.patron_id, absorbed.branches[0]],
    )
  }
  const wanted = await anItem(world, absorbed)
  const body = {
    ...command(world),
    patron_id: patrons[0]!.patron_id,
    title_id: wanted.title_id,
    pickup_branch_id: absorbed.branches[0]!,
    accept: ['item_available_here' as const],
  }
  const said = await world.call(op.placeHold, { body }, old)
  if (said.status !== 201) throw new Error(said.text)
}

/** The same codes on other things: a card, an item, a workstation, a crate. */
async function clashes(
  world: World,
  { kept, absorbed, patrons }: Pick<TwoLibraries, 'kept' | 'absorbed' | 'patrons'>,
): Promise<void> {
  const theirs = await aPatron(world, kept, { family_name: 'Botst' })
  await world.rows('update patrons.card set code = $2 where patron_id = $1', [
    theirs.patron_id,
    patrons[0]!.card,
  ])
  await anItem(world, kept, { barcode: '30009999999999' })
  await anItem(world, absorbed, { barcode: '30009999999999' })
  for (const library of [kept, absorbed]) {
    await world.rows(
      `insert into organisation.workstation (library_id, branch_id, name, key_hash, settings) values ($1, $2, 'Balie 1', sha256($3::text::bytea), '{}')`,
      [library.library_id, library.branches[0], `key ${library.library_id}`],
    )
    await world.rows(
      `insert into circulation.crate (library_id, code, to_branch_id) values ($1, 'BAK-1', $2)`,
      [library.library_id, library.branches[0]],
    )
    // Of those who asked, one is known to both libraries.
    await world.rows(
      `with wish as (
         insert into acquisitions.purchase_suggestion (library_id, branch_id, title, because, copies, proposed_at, changed_at)
         values ($1, $2, 'Wat beide willen', 'gap', 1, now(), now()) returning suggestion_id)
       insert into acquisitions.suggestion_asker (library_id, suggestion_id, patron_id, asked_at, until)
       select $1, suggestion_id, p, now(), '2099-01-01' from wish, unnest($3::bigint[]) p`,
      [
        library.library_id,
        library.branches[0],
        library === kept ? [theirs.patron_id] : patrons.slice(0, 2).map(p => p.patron_id),
      ],
    )
  }
}
