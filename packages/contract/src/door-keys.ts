import { type Static, Type } from 'typebox'
import { operation } from './operation.ts'
import { closed, CommandId, Day, Id, Line, Nullable, Page } from './values.ts'

/*
 * Keys of other programs that read the catalogue by its public doors. Nobody needs one; who has one may ask more, and is told
 * apart from everybody else.
 */

const key = {
  name: Line(80),
  /** What it is used for, so that a later colleague dares to end it. */
  purpose: Line(200),
  /** How many questions of a minute. */
  per_minute: Type.Integer({ minimum: 1, maximum: 100_000 }),
  active: Type.Boolean(),
}
export const DoorKey = closed({ key_id: Id, ...key, made_on: Day, last_used_on: Nullable(Day) })
export type DoorKey = Static<typeof DoorKey>
export const listDoorKeys = operation({
  id: 'listDoorKeys',
  method: 'GET',
  path: '/catalogue/door-keys',
  leave: 'consortium.libraries',
  summary: 'Keys of other programs that read the catalogue, and when each was last used',
  query: closed({ after: Type.Optional(Id) }),
  ok: Page(DoorKey),
})
export const saveDoorKey = operation({
  id: 'saveDoorKey',
  method: 'POST',
  path: '/catalogue/door-keys',
  leave: 'consortium.libraries',
  summary: 'Make a key, change what it may, end it, or give it another secret; the secret is shown once',
  body: closed({ command_id: CommandId, key_id: Nullable(Id), ...key, new_key: Type.Boolean() }),
  ok: closed({ door_key: DoorKey, key: Nullable(Type.String()) }),
  codes: ['not_found', 'name_in_use'],
})
