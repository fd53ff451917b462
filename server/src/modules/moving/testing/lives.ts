import assert from 'node:assert/strict'
import * as op from '@kaft/contract'
import { addDays, dayOf } from '../../../base/dates.ts'
import { uuid7 } from '../../../base/uuid.ts'
import { anItem, type TestItem } from '../../../testing/people.ts'
import { aRegulation } from '../../../testing/regulation.ts'
import type { Library, Someone, World } from '../../../testing/world.ts'
import { aForm } from '../../patrons/testing/forms.ts'

/* What people do in random lives, and libraries for them to do it in. */

export const doings = [
  'join',
  'borrow',
  'borrow',
  'return',
  'return',
  'pay',
  'note',
  'keep',
  'stop',
  'object',
  'move',
  'twice',
  'leave',
  'die',
  'again',
] as const
export interface House {
  readonly world: World
  readonly library: Library
  readonly desk: Someone
  readonly dpo: Someone
}
/** What stands of the person at one library. */
export interface Standing {
  readonly house: House
  patron_id: string
  readonly home: TestItem[]
  /** The last day on which something was closed. */
  closed: string
}
export interface Person {
  readonly name: string
  readonly street: string
  readonly number: string
  readonly standing: [Standing | null, Standing | null]
}

const id = (world: World): string => uuid7(world.now)

export async function aHouse(world: World, name: string): Promise<House> {
  const library = await world.library(name)
  await aRegulation(world, library)
  const desk = await world.staff(library, ['hoofd_balie'])
  await world.call(
    op.registerPatron,
    { body: aForm({ family_name: 'Buurman', command_id: id(world) }) },
    desk,
  )
  return { world, library, desk, dpo: await world.staff(library, ['dpo']) }
}

/** The person registers at a library, with the same number as everywhere. */
export async function register(person: Person, at: 0 | 1, house: House): Promise<void> {
  const { name, number } = person
  const email = `${name}@voorbeeld.be`
  const body = aForm({
    command_id: id(house.world),
    family_name: name,
    national_number: number,
    email,
    message_channel: 'email',
  })
  const made = await house.world.call(op.registerPatron, { body }, house.desk)
  assert.equal(made.status, 201, made.text)
  person.standing[at] = { house, patron_id: made.body.patron_id, home: [], closed: '' }
}

export async function pay(s: Standing): Promise<void> {
  const params = { patron_id: s.patron_id }
  const { open } = (await s.house.world.call(op.readAccount, { params }, s.house.desk)).body
  if (open.length === 0) return
  const body = {
    command_id: id(s.house.world),
    method: 'card' as const,
    entry_ids: open.map(line => line.entry_id),
  }
  const paid = await s.house.world.call(op.receivePayment, { params, body }, s.house.desk)
  assert.equal(paid.status, 201, paid.text)
  s.closed = dayOf(s.house.world.now)
}
export async function takeBack(s: Standing): Promise<void> {
  const item = s.home.pop()
  if (!item) return
  const said = await s.house.world.call(
    op.checkin,
    { body: { command_id: id(s.house.world), item_id: item.item_id } },
    s.house.desk,
  )
  assert.equal(said.status, 201, said.text)
  s.closed = dayOf(s.house.world.now)
}
async function borrow(s: Standing): Promise<void> {
  const item = await anItem(s.house.world, s.house.library)
  const accept = ['debt_block' as const]
  const body = { command_id: id(s.house.world), patron_id: s.patron_id, item_id: item.item_id, accept }
  const said = await s.house.world.call(op.checkout, { body }, s.house.desk)
  if (said.status === 201) s.home.push(item)
}
/** Two records of one person at one library: they become one. */
async function twice(s: Standing, { name }: Person): Promise<void> {
  const body = aForm({ command_id: id(s.house.world), family_name: name })
  const twin = await s.house.world.call(op.registerPatron, { body }, s.house.desk)
  assert.equal(twin.status, 201, twin.text)
  const merge = { command_id: id(s.house.world), other_id: twin.body.patron_id, take: [] }
  const said = await s.house.world.call(
    op.mergePatrons,
    { params: { patron_id: s.patron_id }, body: merge },
    s.house.desk,
  )
  assert.equal(said.status, 201, said.text)
}
/** The desk changes a record: all its fields go along, as the screen sends them. */
export async function change(
  s: Pick<Standing, 'house' | 'patron_id'>,
  wish: Partial<op.BodyOf<typeof op.changePatron>>,
): Promise<void> {
  const { world, desk } = s.house
  const params = { patron_id: s.patron_id }
  const { body: now } = await world.call(op.readPatron, { params }, desk)
  const { version, family_name, given_name, birth_on, gender, street, postcode, municipality } = now
  const { email, phone, language, message_channel, keep_history, news } = now
  const name = { family_name, given_name, birth_on, gender }
  const reach = { street, postcode, municipality, email, phone, language, message_channel }
  const body = { command_id: id(world), version, ...name, ...reach, keep_history, news, ...wish }
  const said = await world.call(op.changePatron, { params, body }, desk)
  assert.equal(said.status, 200, said.text)
}

/** What is done with a record that stands; an act that the desk refuses does not happen. */
export const doing: Readonly<
  Record<Exclude<(typeof doings)[number], 'join'>, (s: Standing, person: Person) => Promise<unknown>>
> = {
  borrow,
  return: takeBack,
  pay,
  twice,
  keep: s => change(s, { keep_history: true }),
  stop: s => change(s, { keep_history: false }),
  note: (s, { name }) =>
    s.house.world.call(
      op.addNote,
      {
        params: { patron_id: s.patron_id },
        body: {
          command_id: id(s.house.world),
          text: `Bel ${name}`,
          until: addDays(dayOf(s.house.world.now), 300),
        },
      },
      s.house.desk,
    ),
  object,
  move: (s, { street }) => change(s, { street, postcode: '9000', municipality: 'Gent' }),
  leave: s => end(s, 'asked'),
  die: s => end(s, 'deceased'),
  again: comeBack,
}
/** No more news: at the desk, with the identity card in the hand; whoever looks after data says yes, as the law has it, and closes it. */
export async function object(s: Pick<Standing, 'house' | 'patron_id'>): Promise<void> {
  const { world, desk, dpo } = s.house
  const command = () => ({ command_id: id(world) })
  const wish = { kind: 'objection' as const, purposes: ['communication' as const], proof: 'eid' as const }
  const begun = await world.call(
    op.startCase,
    { params: { patron_id: s.patron_id }, body: { ...command(), ...wish, objection: 'Geen nieuws meer.' } },
    desk,
  )
  // Who died, left or has a request of this kind already is refused; the act does not happen.
  if (begun.status !== 201) return
  const params = { case_id: begun.body.case_id }
  const decision = { decision: 'granted' as const, reasons: '' }
  const decided = await world.call(op.decideCase, { params, body: { ...command(), ...decision } }, dpo)
  assert.equal(decided.status, 200, decided.text)
  assert.equal(decided.body.restrictions.length, 1, decided.text)
}
/** Renews the membership, also one that was ended; of who died it stays ended. */
export async function comeBack(s: Pick<Standing, 'house' | 'patron_id'>): Promise<string | null> {
  const { world, desk } = s.house
  const said = await world.call(
    op.renewMembership,
    { params: { patron_id: s.patron_id }, body: { command_id: id(world), membership_type: 'volwassene' } },
    desk,
  )
  assert.ok(said.status === 201 || said.problem.code === 'patron_deceased', said.text)
  return said.status === 201 ? said.body.member_until : null
}
const end = (s: Standing, reason: 'asked' | 'deceased'): Promise<unknown> =>
  s.house.world.call(
    op.endMembership,
    { params: { patron_id: s.patron_id }, body: { command_id: id(s.house.world), when: 'now', reason } },
    s.house.desk,
  )
