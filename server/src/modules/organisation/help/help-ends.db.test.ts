import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import * as op from '@kaft/contract'
import { type HelpWorld, helpSteps, openHelpWorld } from './testing/help-world.ts'

/* Help ends by itself or by whoever may end it; and it is given by who may give it. */
let of: HelpWorld
before(async () => (of = await openHelpWorld()))
after(() => of.world.close())
const steps = helpSteps(() => of)
const { command, ask, answer, end, ended, knock, goIn, inside, look, status, within } = steps

describe('P46 the end', () => {
  test('comes by the clock of the database, also for a session from before and in a transaction that is open', async () => {
    const { help_id, as } = await inside()
    assert.equal(await status(of.patron.patron_id, as), 200)
    const open = await of.world.db.bulk.connect()
    try {
      await open.query('begin')
      await open.query('select organisation.enter($1)', [as.secret])
      const count = async () => (await open.query('select count(*)::int as n from patrons.patron')).rows[0].n
      assert.ok((await count()) > 0)
      // The clock goes on to the end: the row says how long it lasts, and the database looks at its own time.
      await of.world.rows(
        `update organisation.session set expires_at = clock_timestamp() + interval '300 milliseconds' where help_id = $1`,
        [help_id],
      )
      assert.ok((await count()) > 0)
      await new Promise(go => setTimeout(go, 400))
      assert.equal(await count(), 0, 'a request in flight sees nothing from the first moment after')
    } finally {
      await open.query('rollback')
      open.release()
    }
    assert.equal((await look(of.patron.patron_id, as)).problem.code, 'session_ended')
    await ended(help_id)
  })
  test('a session lasts exactly as long as its help', async () => {
    const { help_id } = await inside({ hours: 1 })
    const [row] = await of.world.rows(
      'select s.expires_at = h.ends_at as fits, (h.ends_at - h.begins_at)::text as lasts from organisation.session s join organisation.help h using (help_id) where help_id = $1',
      [help_id],
    )
    assert.deepEqual({ ...row }, { fits: true, lasts: '01:00:00' })
    await ended(help_id)
  })
  test('what is given for later opens nothing before', async () => {
    const { help_id } = (await ask({ starts_at: of.world.now.add({ minutes: 10 }).toString() })).body
    assert.equal((await answer(help_id)).body.state, 'planned')
    assert.equal((await knock('POST', of.helper.secret, { help_id })).body.code, 'help_over')
    await ended(help_id)
  })
  test('the library ends it with one step, and the open session is over', async () => {
    const { help_id, as } = await inside()
    assert.equal(await status(of.patron.patron_id, as), 200)
    assert.equal((await end(help_id)).body.state, 'ended')
    assert.equal(await status(of.patron.patron_id, as), 401)
    assert.equal((await knock('POST', of.helper.secret, { help_id })).body.code, 'help_over')
    assert.equal((await end(help_id)).problem.code, 'help_over')
  })
  test('the of.helper goes back to where they were, once', async () => {
    const { help_id, as } = await inside()
    const back = await knock('DELETE', as.secret)
    assert.equal(back.status, 200, JSON.stringify(back.body))
    assert.deepEqual([back.body.help, back.body.library_id], [null, of.centre.library_id])
    assert.equal(await status(of.patron.patron_id, as), 401)
    of.helper = { ...of.helper, secret: back.secret }
    assert.equal((await of.world.call(op.ownHelp, { query: {} }, of.helper)).status, 200)
    assert.equal((await knock('DELETE', as.secret)).status, 401)
    // Also after the end came by itself.
    const again = await goIn(help_id)
    await ended(help_id)
    const late = await knock('DELETE', again.secret)
    assert.equal(late.status, 200)
    of.helper = { ...of.helper, secret: late.secret }
  })
  test('with the own session of the of.helper all that came of it ends', async () => {
    const other = await of.world.staff(of.centre, ['helpdesk'])
    const { help_id } = (await ask({}, other)).body
    await answer(help_id)
    const as = await goIn(help_id, other)
    assert.equal(await status(of.patron.patron_id, as), 200)
    assert.equal((await of.world.call(op.signOut, {}, as)).status, 200)
    assert.equal(await status(of.patron.patron_id, as), 401)
    const [row] = await of.world.rows(
      'select count(*)::int as n from organisation.session where staff_id = $1 and ended_at is null',
      [other.staff_id],
    )
    assert.equal(row!.n, 0)
  })
})

describe('P101 who gives it', () => {
  test('the of.supplier is given it by the of.centre only, and the library is told at once', async () => {
    assert.equal((await ask({}, of.supplier)).problem.code, 'help_central_needed')
    const { help_id } = (await ask({ central_why: 'Opdracht 2026-88 van Cultuurconnect.' }, of.supplier)).body
    assert.equal((await answer(help_id)).problem.code, 'help_not_yours')
    const body = { ...command(), approve: true, writes: false, answer: null }
    const given = await of.world.call(op.answerHelpCentrally, { params: { help_id }, body }, of.central)
    assert.equal(given.body.state, 'running', given.text)
    const now = (await of.world.call(op.helpNow, {}, of.manager)).body
    assert.ok(now.running.some(one => one.help_id === help_id))
    assert.equal(now.unnoted, 1)
    const as = await goIn(help_id, of.supplier)
    assert.equal(await status(of.patron.patron_id, as), 200)
    await of.world.call(op.noteHelp, { params: { help_id }, body: command() }, of.manager)
    assert.equal((await of.world.call(op.helpNow, {}, of.manager)).body.unnoted, 0)
    assert.equal((await end(help_id)).body.state, 'ended')
    assert.equal(await status(of.patron.patron_id, as), 401)
  })
  test('who asked cannot give it, also not by a statement of their own', async () => {
    const { help_id } = (await ask()).body
    const body = { ...command(), approve: true, writes: false, answer: null }
    for (const as of [of.helper, await of.world.staff(of.far, ['beheer'])])
      assert.ok(
        [403, 404].includes((await of.world.call(op.answerHelp, { params: { help_id }, body }, as)).status),
      )
    assert.equal(
      (await of.world.call(op.answerHelpCentrally, { params: { help_id }, body }, of.central)).problem.code,
      'help_not_yours',
    )
    const give = `update organisation.help set approved = true, answered_at = now(), answered_by = 1, answered_name = 'X', begins_at = now(),
      ends_at = now() + interval '2 hours' where help_id = ${help_id}`
    assert.equal(await within(of.helper.secret, give), '42501')
    assert.equal(await within(of.central.secret, give), '42501')
    assert.deepEqual(
      await within((await of.world.staff(of.far, ['beheer'])).secret, `${give} returning help_id`),
      [],
    )
    const long = give.replace("interval '2 hours'", "interval '9 hours'")
    assert.equal(await within(of.manager.secret, long), '42501')
    await ended(help_id)
  })
  test('an account that helps has no other role, and no other account gets this one', async () => {
    await assert.rejects(
      of.world.rows(
        `insert into organisation.staff_role (staff_id, library_id, role, level, starts_on, granted_at) values ($1, $2, 'balie', 'library', '2020-01-01', now())`,
        [of.helper.staff_id, of.centre.library_id],
      ),
      { code: 'KF002' },
    )
    const manages = await of.world.staff(of.centre, ['beheer', 'consortium'])
    const account = (roles: readonly op.RoleCode[], login: string) =>
      of.world.call(
        op.addStaff,
        {
          body: {
            ...command(),
            login,
            name: 'Nieuwe Hulp',
            initials: 'NH',
            password: 'een-lang-wachtwoord',
            roles: roles.map(role => ({
              role,
              level: 'library',
              branch_id: null,
              starts_on: '2026-01-01',
              ends_on: null,
            })),
          } as never,
        },
        manages,
      )
    assert.equal((await account(['helpdesk', 'beheer'], 'hulp.een')).problem.code, 'role_of_helper')
    assert.equal((await account(['helpdesk'], 'hulp.twee')).status, 201)
    const local = await of.world.staff(of.home, ['beheer'])
    const said = await of.world.call(
      op.addStaff,
      {
        body: {
          ...command(),
          login: 'hulp.drie',
          name: 'N',
          initials: 'N',
          password: 'een-lang-wachtwoord',
          roles: [
            { role: 'helpdesk', level: 'library', branch_id: null, starts_on: '2026-01-01', ends_on: null },
          ],
        } as never,
      },
      local,
    )
    assert.equal(said.problem.code, 'leave_beyond_own')
  })
  test('for no longer than the of.centre allows', async () => {
    const set = (value: unknown) =>
      of.world.call(
        op.changeCentralSetting,
        { params: { key: 'help.most_hours' }, body: { ...command(), value } },
        of.central,
      )
    assert.equal((await set(25)).problem.code, 'setting_invalid')
    assert.equal((await set(1)).status, 200)
    assert.deepEqual((await ask()).problem.code, 'help_too_long')
    assert.equal((await set(8)).status, 200)
  })
})

test('the chain of the log holds with the looks of helpers in it', async () => {
  await of.world.rows("select privacy.seal_now(now() + interval '1 hour')")
  const [said] = await of.world.rows('select privacy.broken_seal() as seal, privacy.broken_row() as row')
  assert.deepEqual({ ...said }, { seal: null, row: null })
  await of.world.rows('alter table privacy.access_log disable trigger user')
  await of.world.rows('update privacy.access_log set help_id = null where help_id is not null')
  const [after] = await of.world.rows('select privacy.broken_seal() as seal')
  assert.notEqual(after!.seal, null, 'to take the ticket away shows')
})
