import assert from 'node:assert/strict'
import * as op from '@kaft/contract'
import { aForm, commandId } from '../modules/patrons/testing/forms.ts'
import { aLife, type Who } from './life.ts'
import { anItem, aTitle } from './people.ts'
import type { Library, Someone, World } from './world.ts'

/*
 * Two people in the same state: whatever can hang on a patron hangs on both. Each of them stands in the library more than
 * once: with an address for mail and without, since whoever has none is called, written to and listed by other ways, and by mistake once more.
 */
export interface House {
  readonly world: World
  readonly home: Library
  readonly owner: Someone
}
export interface Twin extends Who {
  /** The records of this person. */
  readonly patron_ids: readonly [string, string, string]
  /** What names them in a question, by the name of the property. */
  readonly known: Readonly<Record<string, string>>
}

export async function aTwin(house: House, who: Who): Promise<Twin> {
  const { world, home, owner } = house
  const items = [await anItem(world, home), await anItem(world, home), await anItem(world, home)] as const
  const known = await aLife(world, { ...house, items, who })
  const again = async (): Promise<string> => {
    const form = aForm({ family_name: who.mark, given_name: 'Testpersoon', birth_on: '2008-11-20' })
    const at = {
      phone: '+32 470 00 00 00',
      street: `${who.mark}straat 2`,
      postcode: '9000',
      municipality: 'Gent',
    }
    const made = await world.call(op.registerPatron, { body: { ...form, ...at } }, owner)
    assert.equal(made.status, 201, made.text)
    return made.body.patron_id
  }
  const patron_ids = [known['patron_id']!, await again(), await again()] as const
  await ofTheRecord(house, patron_ids, who)
  const more = { ...(await ofLending(house, patron_ids)), ...(await ofOthers(house, patron_ids, who)) }
  await toBeSent(house, patron_ids)
  return {
    ...who,
    patron_ids,
    known: {
      ...known,
      ...more,
      item_id: items[0].item_id,
      barcode: items[0].barcode,
      title_id: items[1].title_id,
    },
  }
}

/** What is kept with the record itself. */
async function ofTheRecord(
  { world, home }: House,
  [first, second]: Twin['patron_ids'],
  { mark }: Who,
): Promise<void> {
  const rows: World['rows'] = (text, values) => world.rows(text, values)
  await rows(
    `update patrons.patron set member_until = '2026-12-10', news = true, keep_history = true, statement_version = null, statement_how = null,
            statement_shown_at = null where patron_id = any ($1::bigint[])`,
    [[first, second]],
  )
  await rows(
    `update patrons.patron set birth_on = '2008-11-20', membership_type = 'jeugd' where patron_id = $1`,
    [second],
  )
  const at = [home.library_id, first]
  await rows(
    `insert into patrons.address (library_id, patron_id, kind, street, postcode, municipality, letters, source)
     values ($1, $2, 'work', $3, '9000', 'Gent', false, '{}')`,
    [...at, `${mark}werk 3`],
  )
  await rows(
    `insert into patrons.class_child (library_id, patron_id, given_name, until, made_at) values ($1, $2, $3, '2027-06-30', now())`,
    [...at, mark],
  )
  await rows(
    `insert into patrons.family_link (library_id, patron_id, other_id, kind, consent, made_at) values ($1, $2, $3, 'collector', 'desk', now())`,
    [...at, second],
  )
  await rows(
    `insert into patrons.former_residence (library_id, patron_id, street, source, replaced_at) values ($1, $2, $3, '{}', now())`,
    [...at, `${mark}vroeger 9`],
  )
  await rows(
    `insert into patrons.guardian_consent (library_id, patron_id, given_by, relation, consent, given_at) values ($1, $2, $3, 'parent', 'paper', now())`,
    [...at, `Ouder ${mark}`],
  )
  await rows(
    `insert into patrons.identity_conflict (library_id, patron_id, other_id, fields, found_at) values ($1, $2, $3, '{given_name}', now())`,
    [...at, second],
  )
  await rows(
    `insert into patrons.register_notice (library_id, patron_id, kind, noted_at) values ($1, $2, 'two_records', now())`,
    at,
  )
  await rows(
    `insert into patrons.statement_shown (library_id, patron_id, version, how, shown_at) values ($1, $2, '1', 'screen', '2026-01-01')`,
    at,
  )
  await rows(
    `insert into patrons.online_registration (library_id, patron_id, confirmed_at, remind_on, visit_until, may_hold)
     values ($1, $2, '2026-11-01', '2026-11-26', '2026-12-01', true)`,
    [home.library_id, first],
  )
  await rows(
    `insert into patrons.magda_consultation (library_id, patron_id, number_index, authorisation, purpose, service, reference, asked_at)
     values ($1, $2, '\\x00', 'test', 'administration', 'person', $3, '2026-11-20')`,
    [...at, `raadpleging-${first}`],
  )
}

/** Loans that are late, holds in each state, and a round that brings to the door. */
async function ofLending(
  { world, home, owner }: House,
  [first, second, third]: Twin['patron_ids'],
): Promise<Record<string, string>> {
  const rows: World['rows'] = (text, values) => world.rows(text, values)
  const [branch] = home.branches
  await rows(
    `update circulation.loan set due_on = '2026-10-01', first_due_on = '2026-10-01' where patron_id = $1 and claimed_on is null`,
    [first],
  )
  const hold = async (patron_id: string, state: string, more: { item?: string; until?: string } = {}) => {
    const title = more.item ? await anItem(world, home) : null
    const title_id = title?.title_id ?? (await aTitle(world, 'Niemand heeft dit'))
    const [made] = await rows(
      `insert into circulation.hold (library_id, patron_id, title_id, pickup_branch_id, state, placed_at, item_id, hold_code, ready_at, ready_until)
       values ($1, $2, $3, $4, $5, '2026-11-01', $6::bigint, $7, case when $8::date is not null then now() end, $8) returning hold_id`,
      [
        home.library_id,
        patron_id,
        title_id,
        branch,
        state,
        title?.item_id ?? null,
        more.until ? `V-${title_id}` : null,
        more.until ?? null,
      ],
    )
    await rows('insert into circulation.hold_title (hold_id, library_id, title_id) values ($1, $2, $3)', [
      made!.hold_id,
      home.library_id,
      title_id,
    ])
    return made!.hold_id!
  }
  const hold_id = await hold(second, 'waiting')
  await hold(second, 'ready', { item: 'yes', until: '2026-12-02' })
  await hold(second, 'ready', { item: 'yes', until: '2026-11-24' })
  await hold(first, 'in_transit', { item: 'yes' })
  const route_id = await theRoute({ world, home })
  await rows(
    'insert into circulation.home_stop (library_id, patron_id, route_id, stop_no, made_at) values ($1, $2, $3, $2::bigint % 1000, now())',
    [home.library_id, first, route_id],
  )
  await rows(
    `insert into circulation.home_bag (library_id, loan_id, patron_id, route_id, on_day)
     select $1, loan_id, patron_id, $3, '2026-11-26' from circulation.loan where patron_id = $2 limit 1`,
    [home.library_id, first, route_id],
  )
  // One without debt, that the night renews by itself.
  const due = await lent({ world, home, owner }, third)
  await rows(`update circulation.loan set due_on = '2026-11-27' where loan_id = $1`, [due])
  return { route_id, hold_id, on: '2026-11-26', loan_id: await lent({ world, home, owner }, first) }
}

/** A loan that no other thing here is about. */
async function lent({ world, home, owner }: House, patron_id: string): Promise<string> {
  const { item_id } = await anItem(world, home)
  const accept = ['debt_block' as const, 'patron_blocked' as const]
  const said = await world.call(
    op.checkout,
    { body: { command_id: commandId(), patron_id, item_id, accept } },
    owner,
  )
  assert.equal(said.status, 201, said.text)
  return said.body.loan!.loan_id
}

async function theRoute({ world, home }: Pick<House, 'world' | 'home'>): Promise<string> {
  const [there] = await world.rows('select route_id from circulation.home_route where library_id = $1', [
    home.library_id,
  ])
  if (there) return there['route_id']!
  const [made] = await world.rows(
    `insert into circulation.home_route (library_id, branch_id, name, first_on, weeks, made_at) values ($1, $2, 'Rondje', '2026-11-26', 1, now()) returning route_id`,
    [home.library_id, home.branches[0]],
  )
  return made!['route_id']!
}

/** What others made of them: a leak that reached them, a door of their own. */
async function ofOthers(
  { world, home }: House,
  [first, second]: Twin['patron_ids'],
  { mark }: Who,
): Promise<Record<string, string>> {
  const rows: World['rows'] = (text, values) => world.rows(text, values)
  const [there] = await rows('select breach_id from privacy.breach where library_id = $1', [home.library_id])
  const [breach] = there
    ? [there]
    : await rows(
        `insert into privacy.breach (library_id, found_by, known_at, nature, made_at, letter, decision, decision_why, decided_at, risk)
         values ($1, 'library', $2, 'Een lijst bleef liggen', now(), 'Er bleef een lijst liggen.', 'notify', 'Het is ernstig', now(), 'high') returning breach_id`,
        [home.library_id, world.now.toString()],
      )
  for (const patron_id of [first, second])
    await rows(
      `insert into privacy.breach_person (library_id, breach_id, patron_id, why) values ($1, $2, $3, 'hand')`,
      [home.library_id, breach!['breach_id'], patron_id],
    )
  await rows(
    `insert into patrons.reader_login (library_id, patron_id, password_hash, set_at) values ($1, $2, 'none', now())`,
    [home.library_id, first],
  )
  await rows(
    `insert into patrons.reader_link (library_id, patron_id, reference, made_at, expires_at) values ($1, $2, gen_random_uuid(), $3, $3::timestamptz + interval '1 hour')`,
    [home.library_id, first, world.now.toString()],
  )
  const [conflict] = await rows('select conflict_id from patrons.identity_conflict where patron_id = $1', [
    first,
  ])
  const [notice] = await rows('select notice_id from patrons.register_notice where patron_id = $1', [first])
  const [child] = await rows('select child_id from patrons.class_child where patron_id = $1', [first])
  const [link] = await rows('select link_id from patrons.family_link where patron_id = $1', [first])
  return {
    breach_id: breach!['breach_id']!,
    other_id: second,
    mark,
    ...conflict,
    ...notice,
    ...child,
    ...link,
  }
}

/** Messages that are on their way: by mail to the one record, on paper to the other. */
async function toBeSent({ world, home }: House, [first, second]: Twin['patron_ids']): Promise<void> {
  const at = [home.library_id, home.branches[0], world.now.toString()]
  await world.rows(
    `insert into messaging.message (library_id, patron_id, kind, loan_id, title_id, about_on, branch_id, channel, planned_at, not_before, state, once)
     select $1, l.patron_id, 'renewed', l.loan_id, l.title_id, l.due_on, $2, 'email', $3, $3, 'planned', 'twin ' || l.loan_id
       from circulation.loan l where l.patron_id = $4 and l.claimed_on is null order by l.loan_id desc limit 1`,
    [...at, first],
  )
  await world.rows(
    `insert into messaging.message (library_id, patron_id, kind, hold_id, title_id, about_on, branch_id, channel, planned_at, not_before, state, once)
     select $1, h.patron_id, 'hold_ready', h.hold_id, h.title_id, h.ready_until, $2, 'letter', $3, $3, 'planned', 'ready ' || h.hold_id || ' ' || h.ready_at::text
       from circulation.hold h where h.patron_id = $4 and h.ready_until > '2026-11-26'`,
    [...at, second],
  )
}
