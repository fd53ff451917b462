import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { closed, CommandId, Day, Id, Line, Nullable } from './values.ts'

/*
 * The website of a library as a caller: an account of its own that knocks with a key. It registers readers
 * (`online.ts`), and nothing else is open to it.
 */

export const Website = closed({
  website_id: Id,
  name: Type.String(),
  branch_id: Id,
  active: Type.Boolean(),
  /** The last day of its key. */
  key_until: Day,
})
export type Website = Static<typeof Website>
const Told = closed({
  website: Website,
  /** Shown once, to be put into the website; null where no new one was made. */
  key: Nullable(Type.String()),
})
const asked = { command_id: CommandId, name: Line(60), branch_id: Id }

export const listWebsites = operation({
  id: 'listWebsites',
  method: 'GET',
  path: '/websites',
  leave: 'organisation.workstations',
  summary: 'Websites of the own library that may register readers',
  ok: closed({ rows: Type.Array(Website) }),
})
export const addWebsite = operation({
  id: 'addWebsite',
  method: 'POST',
  path: '/websites',
  leave: 'organisation.workstations',
  status: 201,
  summary: 'Make an account for the website of the library; its key is shown once and runs for a year',
  body: closed(asked),
  ok: Told,
  codes: ['name_in_use', 'branch_not_yours'],
})
export const changeWebsite = operation({
  id: 'changeWebsite',
  method: 'PUT',
  path: '/websites/:website_id',
  leave: 'organisation.workstations',
  summary:
    'Change a website, let it in or not, or give it a new key; the former key opens nothing from then on',
  params: closed({ website_id: Id }),
  body: closed({ ...asked, active: Type.Boolean(), new_key: Type.Optional(Type.Boolean()) }),
  ok: Told,
  codes: ['name_in_use', 'branch_not_yours'],
})
