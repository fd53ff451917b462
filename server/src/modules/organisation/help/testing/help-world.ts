import assert from 'node:assert/strict'
import * as op from '@kaft/contract'
import { uuid7 } from '../../../../base/uuid.ts'
import { aPatron, type TestPatron } from '../../../../testing/people.ts'
import { aRegulation } from '../../../../testing/regulation.ts'
import { type Library, openWorld, type Said, type Someone, type World } from '../../../../testing/world.ts'

/** A library that is helped, its partner in a cooperation, a stranger, and the centre where the helpers have their accounts. */
export interface HelpWorld {
  readonly world: World
  readonly home: Library
  readonly far: Library
  readonly centre: Library
  helper: Someone
  readonly supplier: Someone
  readonly manager: Someone
  readonly central: Someone
  readonly patron: TestPatron
  readonly neighbour: TestPatron
  readonly stranger: TestPatron
}

export async function openHelpWorld(): Promise<HelpWorld> {
  const world = await openWorld()
  // Help ends by the clock of the database, so the test stands at the same moment.
  world.now = Temporal.Now.instant()
  const [home, partner] = [await world.library('Thuisgem'), await world.library('Buurgem')]
  const [far, centre] = [await world.library('Vreemdgem'), await world.library('Cultuurconnect')]
  await world.agreement('3b', [home, partner])
  for (const one of [home, far]) await aRegulation(world, one)
  return {
    world,
    home,
    far,
    centre,
    helper: await world.staff(centre, ['helpdesk']),
    supplier: await world.staff(centre, ['leverancier']),
    central: await world.staff(centre, ['consortium']),
    manager: await world.staff(home, ['beheer']),
    patron: await aPatron(world, home),
    neighbour: await aPatron(world, partner),
    stranger: await aPatron(world, far),
  }
}

const wish = {
  ticket: 'CC-1042',
  reason: 'De boete van deze lener wordt dubbel geteld.',
  hours: 2,
  write_reason: null,
  central_why: null,
  starts_at: null,
}
/** What was asked, given and gone into. */
export interface Inside {
  readonly help_id: string
  readonly as: Someone
}
export interface HelpSteps {
  readonly command: () => { command_id: string }
  readonly ask: (more?: object, as?: Someone) => Promise<Said<op.Help>>
  readonly answer: (help_id: string, more?: object, as?: Someone) => Promise<Said<op.Help>>
  readonly end: (help_id: string, as?: Someone) => Promise<Said<op.Help>>
  readonly ended: (help_id: string) => Promise<void>
  readonly knock: (
    method: 'POST' | 'DELETE',
    secret: string,
    body?: object,
  ) => Promise<{ status: number; secret: string; body: op.OkOf<typeof op.openHelp> & { code?: string } }>
  readonly goIn: (help_id: string, as?: Someone) => Promise<Someone>
  readonly inside: (more?: object, given?: object) => Promise<Inside>
  readonly look: (patron_id: string, as: Someone) => Promise<Said<op.OkOf<typeof op.readPatron>>>
  readonly status: (patron_id: string, as: Someone) => Promise<number>
  readonly within: (secret: string, ...texts: string[]) => Promise<unknown[] | string>
}

/** The steps that these tests are made of. */
export const helpSteps = (of: () => HelpWorld): HelpSteps => {
  const command = () => ({ command_id: uuid7(of().world.now) })
  const steps: HelpSteps = {
    command,
    ask: (more = {}, as = of().helper) =>
      of().world.call(
        op.askHelp,
        { body: { ...command(), library_id: of().home.library_id, ...wish, ...more } },
        as,
      ),
    answer: (help_id, more = {}, as = of().manager) =>
      of().world.call(
        op.answerHelp,
        { params: { help_id }, body: { ...command(), approve: true, writes: false, answer: null, ...more } },
        as,
      ),
    end: (help_id, as = of().manager) =>
      of().world.call(op.endHelp, { params: { help_id }, body: command() }, as),
    ended: async help_id => {
      const said = await steps.end(help_id)
      assert.equal(said.status, 200, said.text)
    },
    // The door itself, since what it gives is a cookie.
    knock: async (method, secret, body) => {
      const said = await of().world.app.inject({
        method,
        url: '/api/v1/session/help',
        cookies: { kaft_session: secret },
        ...(body ? { payload: body } : {}),
      })
      const cookie = said.cookies.find(one => one.name === 'kaft_session')
      return { status: said.statusCode, secret: cookie?.value ?? '', body: said.json() }
    },
    goIn: async (help_id, as = of().helper) => {
      const { status, secret, body } = await steps.knock('POST', as.secret, { help_id })
      assert.equal(status, 201, JSON.stringify(body))
      return { ...as, secret, library_id: body.library_id, branch_id: body.branch_id }
    },
    inside: async (more = {}, given = {}) => {
      const asked = await steps.ask(more)
      assert.equal(asked.status, 201, asked.text)
      const { help_id } = asked.body
      const said = await steps.answer(help_id, given)
      assert.equal(said.body.state, 'running', said.text)
      return { help_id, as: await steps.goIn(help_id) }
    },
    look: (patron_id, as) => of().world.call(op.readPatron, { params: { patron_id } }, as),
    status: async (patron_id, as) => (await steps.look(patron_id, as)).status,
    // Statements as the program's own role within a session; the last one's rows, or the refusal's SQLSTATE.
    within: async (secret, ...texts) => {
      const client = await of().world.db.bulk.connect()
      await client.query('begin')
      try {
        await client.query('select organisation.enter($1)', [secret])
        let rows: unknown[] = []
        for (const text of texts) rows = (await client.query(text)).rows
        return rows
      } catch (error) {
        return (error as { code: string }).code
      } finally {
        await client.query('rollback')
        client.release()
      }
    },
  }
  return steps
}
