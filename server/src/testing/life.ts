import assert from 'node:assert/strict'
import * as op from '@kaft/contract'
import { uuid7 } from '../base/uuid.ts'
import type { TestItem } from './people.ts'
import type { Library, Someone, World } from './world.ts'

/** What stands in every text of that patron, and in no other. */
export const MARK = 'Zwartemarkering'
/** A number of the test register. */
export const NUMBER = '80.63.10-001.74'
/** Of an invented identity card. */
export const CARD_NUMBER = '592077441043'

/** Who lives it, where one life is not enough. */
export interface Who {
  readonly mark: string
  readonly number: string
  readonly card: string
  readonly card_number: string
}
const somebody: Who = { mark: MARK, number: NUMBER, card: '2990000077441', card_number: CARD_NUMBER }

/** A patron with a loan, a hold, a charge, a payment, a note and a block: something for each operation to betray. */
export async function aLife(
  world: World,
  {
    home,
    owner,
    items,
    who = somebody,
  }: { home: Library; owner: Someone; items: readonly [TestItem, TestItem, TestItem]; who?: Who },
): Promise<Record<string, string>> {
  const id = () => uuid7(world.now)
  const { mark, number, card, card_number } = who
  const made = await world.call(
    op.registerPatron,
    {
      body: {
        command_id: id(),
        family_name: mark,
        given_name: 'Testpersoon',
        birth_on: '1980-03-10',
        gender: 'm',
        street: `${mark}straat 1`,
        postcode: '9000',
        municipality: 'Gent',
        email: `${mark.toLowerCase()}@example.invalid`,
        phone: '+32 470 99 88 77',
        language: 'nl',
        message_channel: 'email',
        keep_history: false,
        news: false,
        national_number: number,
        proof: 'document',
        card,
        eid: { card_number, valid_until: '2034-02-01' },
        membership_type: 'volwassene',
        statement: 'screen',
      },
    },
    owner,
  )
  assert.equal(made.status, 201, made.text)
  const patron = { patron_id: made.body.patron_id, card }
  const [item, held, claimable] = items
  const lent = await world.call(
    op.checkout,
    { body: { command_id: id(), patron_id: patron.patron_id, item_id: item.item_id } },
    owner,
  )
  assert.equal(lent.status, 201, lent.text)
  const hold = await world.call(
    op.placeHold,
    {
      body: {
        command_id: id(),
        patron_id: patron.patron_id,
        title_id: held.title_id,
        pickup_branch_id: home.branches[0]!,
        accept: ['item_available_here'],
      },
    },
    owner,
  )
  assert.equal(hold.status, 201, hold.text)
  const charged = await world.call(
    op.addCharge,
    {
      params: { patron_id: patron.patron_id },
      body: { command_id: id(), charge_kind: 'other', amount_cents: 1234, reason: mark },
    },
    owner,
  )
  const entry = charged.body.open[0]!
  const paid = await world.call(
    op.receivePayment,
    {
      params: { patron_id: patron.patron_id },
      body: { command_id: id(), method: 'card', entry_ids: [entry.entry_id], amount_cents: 100 },
    },
    owner,
  )
  assert.equal(paid.status, 201, paid.text)
  const note = await world.call(
    op.addNote,
    { params: { patron_id: patron.patron_id }, body: { command_id: id(), text: mark, until: '2027-01-01' } },
    owner,
  )
  assert.equal(note.status, 201, note.text)
  const block = await world.call(
    op.setBlock,
    { params: { patron_id: patron.patron_id }, body: { command_id: id(), reason: mark, until: null } },
    owner,
  )
  assert.equal(block.status, 201, block.text)
  const out = await world.call(
    op.checkout,
    {
      body: {
        command_id: id(),
        patron_id: patron.patron_id,
        item_id: claimable.item_id,
        accept: ['debt_block', 'patron_blocked'],
      },
    },
    owner,
  )
  assert.equal(out.status, 201, out.text)
  const claimed = await world.call(
    op.claimReturned,
    { params: { loan_id: out.body.loan!.loan_id }, body: { command_id: id() } },
    owner,
  )
  assert.equal(claimed.status, 201, claimed.text)
  const wish = {
    branch_id: home.branches[0]!,
    title_id: null,
    title: 'Gevraagd boek',
    author: null,
    isbn: null,
    because: 'asked' as const,
    remark: null,
    copies: 1,
  }
  const proposed = await world.call(op.proposePurchase, { body: { command_id: id(), ...wish } }, owner)
  assert.equal(proposed.status, 201, proposed.text)
  const { suggestion_id } = proposed.body
  const named = await world.call(
    op.addPurchaseAsker,
    { params: { suggestion_id }, body: { command_id: id(), patron_id: patron.patron_id } },
    owner,
  )
  assert.equal(named.status, 201, named.text)
  const claims = (await world.call(op.listClaims, {}, owner)).body.rows
  const claim = claims.find(c => c.item.barcode === claimable.barcode)
  return {
    claim_id: claim!.claim_id,
    patron_id: patron.patron_id,
    card: patron.card,
    code: patron.card,
    card_id: made.body.cards[0]!.card_id,
    card_number,
    q: mark,
    loan_id: lent.body.loan!.loan_id,
    hold_id: hold.body.hold.hold_id,
    event_id: lent.body.event_id!,
    entry_id: entry.entry_id,
    payment_id: paid.body.payment_id,
    note_id: note.body.note_id,
    block_id: block.body.blocks[0]!.block_id,
    suggestion_id,
  }
}
