import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import * as op from '@kaft/contract'
import { anItem, aPatron } from '../../../testing/people.ts'
import { type HelpWorld, helpSteps, openHelpWorld } from './testing/help-world.ts'

/* Helpers see nobody without a ticket, and one library with one. */
let of: HelpWorld
before(async () => (of = await openHelpWorld()))
after(() => of.world.close())
const steps = helpSteps(() => of)
const { command, ask, answer, ended, knock, goIn, inside, look, status, within } = steps

describe('P46 P101 without a ticket', () => {
  test('nobody is seen, by the program or by a statement of one’s own', async () => {
    const mine = await aPatron(of.world, of.centre)
    for (const as of [of.helper, of.supplier]) {
      assert.equal((await look(of.patron.patron_id, as)).problem.code, 'no_leave')
      assert.equal((await look(mine.patron_id, as)).problem.code, 'no_leave')
      assert.deepEqual(await within(as.secret, 'select patron_id from patrons.patron'), [])
    }
    assert.equal((await knock('POST', of.helper.secret, { help_id: '1' })).body.code, 'help_over')
  })
  test('what was asked and not given opens nothing', async () => {
    const { help_id } = (await ask()).body
    assert.equal((await knock('POST', of.helper.secret, { help_id })).body.code, 'help_over')
    const said = await answer(help_id, { approve: false, answer: 'We lossen het zelf op.' })
    assert.equal(said.body.state, 'refused', said.text)
    assert.equal((await knock('POST', of.helper.secret, { help_id })).body.code, 'help_over')
    assert.equal((await answer(help_id)).problem.code, 'help_answered')
  })
})

describe('P46 with a ticket', () => {
  test('exactly that library is seen, without those it works together with, and every look is written down', async () => {
    const { help_id, as } = await inside()
    const said = await look(of.patron.patron_id, as)
    assert.equal(said.status, 200, said.text)
    for (const other of [of.neighbour, of.stranger]) assert.equal(await status(other.patron_id, as), 404)
    assert.deepEqual(await within(as.secret, 'select distinct library_id from patrons.patron'), [
      { library_id: of.home.library_id },
    ])
    const session = await of.world.call(op.readSession, {}, as)
    assert.deepEqual(
      [session.body.help?.ticket, session.body.scope.map(one => one.library_id)],
      ['CC-1042', [of.home.library_id]],
    )
    const looked = await of.world.call(op.helpLooked, { params: { help_id }, query: {} }, of.manager)
    assert.deepEqual(
      looked.body.rows.map(row => [row.operation, row.outcome, row.patron_id]),
      [
        ['readPatron', 'refused', null],
        ['readPatron', 'refused', null],
        ['readPatron', 'seen', of.patron.patron_id],
      ],
    )
    const own = await of.world.staff(of.home, ['balie'])
    const access = await of.world.call(op.patronAccess, { params: { patron_id: of.patron.patron_id } }, own)
    assert.deepEqual(
      access.body.rows.map(({ role, ticket, times }) => ({ role, ticket, times })),
      [{ role: 'helpdesk', ticket: 'CC-1042', times: 1 }],
    )
    const listed = await of.world.call(op.libraryHelp, { query: {} }, of.manager)
    assert.equal(listed.body.rows.find(row => row.help_id === help_id)?.looks, 3)
    await ended(help_id)
  })
  test('the log of the library names of.helper and ticket', async () => {
    const { help_id, as } = await inside({ ticket: 'CC-77' })
    await look(of.patron.patron_id, as)
    await ended(help_id)
    const dpo = await of.world.staff(of.home, ['dpo'])
    const [row] = (
      await of.world.call(op.readAccessLog, { query: { patron_id: of.patron.patron_id } }, dpo)
    ).body.rows.filter(one => one.ticket === 'CC-77')
    assert.match(row?.staff_name ?? '', /^Testmedewerker/)
    assert.equal(row?.role, 'helpdesk')
  })
  test('looking writes nothing: neither by the program nor by a statement of one’s own', async () => {
    const item = await anItem(of.world, of.home)
    const { help_id, as } = await inside()
    const note = of.world.call(
      op.addNote,
      {
        params: { patron_id: of.patron.patron_id },
        body: { ...command(), text: 'Proef', until: '2027-01-01' },
      },
      as,
    )
    assert.equal((await note).problem.code, 'help_reads_only')
    assert.match((await note).problem.texts.nl, /enkel kijken/)
    const lend = await of.world.call(
      op.scan,
      { body: { ...command(), code: item.barcode, patron_id: of.patron.patron_id } },
      as,
    )
    assert.equal(lend.problem.code, 'help_reads_only')
    assert.equal(
      (await of.world.call(op.changePreferences, { body: { theme: 'dark' } }, as)).problem.code,
      'help_reads_only',
    )
    assert.equal(await within(as.secret, "update patrons.patron set given_name = 'X'"), '25006')
    assert.equal(
      await within(
        as.secret,
        'set local transaction_read_only = off',
        "update patrons.patron set given_name = 'X'",
      ),
      '25001',
    )
    assert.deepEqual(await of.world.rows("select 1 from patrons.patron where given_name = 'X'"), [])
    await ended(help_id)
  })
  test('no operation that a of.helper may ask for needs to write in order to be read', async () => {
    const { help_id, as } = await inside()
    const may = new Set<string>([...op.helpLooks, 'signed_in'])
    for (const { op: one } of op.operations.filter(o => o.op.method === 'GET' && may.has(o.op.leave))) {
      const said = await of.world.call(one, { params: asked(one.params), query: asked(one.query) }, as)
      assert.notEqual(said.problem?.code, 'help_reads_only', one.id)
      assert.notEqual(said.status, 500, `${one.id}: ${said.text}`)
    }
    await ended(help_id)
  })
  test('writing is asked apart and given apart', async () => {
    const { help_id, as } = await inside(
      { write_reason: 'De vervaldag van één uitlening verzetten.' },
      { writes: true },
    )
    const session = await of.world.call(op.readSession, {}, as)
    assert.equal(session.body.help?.writes, true)
    const item = await anItem(of.world, of.home)
    const lent = await of.world.call(
      op.scan,
      { body: { ...command(), code: item.barcode, patron_id: of.patron.patron_id } },
      as,
    )
    assert.equal(lent.status, 200, lent.text)
    const looked = await of.world.call(op.helpLooked, { params: { help_id }, query: {} }, of.manager)
    assert.deepEqual(
      [looked.body.rows[0]?.operation, looked.body.rows[0]?.patron_id],
      ['scan', of.patron.patron_id],
    )
    await ended(help_id)
    const later = await ask({ write_reason: 'Nog een vervaldag verzetten.' })
    assert.equal((await answer(later.body.help_id, { writes: false })).body.writes, false)
    const { as: again } = { as: await goIn(later.body.help_id) }
    assert.equal(
      (
        await of.world.call(
          op.scan,
          { body: { ...command(), code: item.barcode, patron_id: of.patron.patron_id } },
          again,
        )
      ).problem.code,
      'help_reads_only',
    )
    await ended(later.body.help_id)
    assert.equal(
      (await answer((await ask()).body.help_id, { writes: true })).problem.code,
      'help_no_write_asked',
    )
  })
})

/** What a schema cannot do without, named as what is there. */
function asked(
  schema: { properties?: object; required?: readonly string[] } | undefined,
): Record<string, string> {
  const known: Record<string, string> = {
    patron_id: of.patron.patron_id,
    branch_id: of.home.branches[0]!,
    library_id: of.home.library_id,
  }
  return Object.fromEntries((schema?.required ?? []).map(name => [name, known[name] ?? '1']))
}
