import { createHash } from 'node:crypto'
import type { Ask, BodyOf, listDoorKeys as listOp, OkOf, saveDoorKey as saveOp } from '@kaft/contract'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { type Keys, peppered } from '../../../base/keys.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { configure, readAnew } from '../../organisation/index.ts'
import {
  BesideKey,
  besideKey,
  insertKey,
  keyById,
  KeyRow,
  keysAfter,
  MadeKey,
  updateKey,
} from './door-keys.store.ts'

const ROWS = 100
/** A key has 256 bits that nobody chose: its plain hash is as good as a slow one. */
export const hashOfKey = (key: string): Buffer => createHash('sha256').update(`kaft door ${key}`).digest()
/** Made of the command and the server's pepper, so that a repeat shows the same one and nobody else can make it. */
const keyOf = (keys: Keys, command_id: string): string =>
  `kaft_${peppered(keys, `door key ${command_id}`).toString('base64url')}`

export async function listDoorKeys(
  ctx: StaffCtx,
  { query }: Ask<typeof listOp>,
): Promise<OkOf<typeof listOp>> {
  const [rows = []] = await read(ctx, [keysAfter(query.after ?? '0', ROWS)])
  const all = allOf(KeyRow, rows)
  const page = all.slice(0, ROWS)
  return { rows: page, next: all.length > ROWS ? (page.at(-1)?.key_id ?? null) : null }
}

/** Makes, changes or ends a key. One that was ended and is let in again gets another secret: nobody knows where it has been. */
export async function saveDoorKey(
  ctx: StaffCtx,
  body: BodyOf<typeof saveOp>,
): Promise<Answer<OkOf<typeof saveOp>>> {
  const { command_id, key_id, new_key, ...said } = body
  const wanted = { ...said, name: said.name.trim(), purpose: said.purpose.trim() }
  if (wanted.name === '' || wanted.purpose === '') return refuse('invalid')
  const key = keyOf(ctx.keys, command_id)
  const done = await configure<{ key_id: string; renewed: boolean }>(ctx, body, {
    facts: [keyById(key_id), besideKey(wanted.name, key_id)],
    decide: async ([known = [], near = []], tx) => {
      const before = oneOf(KeyRow, known)
      if (key_id !== null && !before) return refuse('not_found')
      if (shaped(BesideKey, near[0]).named) return refuse('name_in_use')
      const renewed = !before || new_key || (wanted.active && !before.active)
      const hash = hashOfKey(key)
      const [rows = []] = await tx.more([
        before
          ? updateKey(before.key_id, wanted, renewed ? hash : null)
          : insertKey(wanted, hash, ctx.now.toString()),
      ])
      const {
        key_id: _,
        made_on: __,
        last_used_on: ___,
        ...was
      } = before ?? { key_id: '', made_on: '', last_used_on: null, ...wanted }
      const change = {
        subject: `door key ${wanted.name}`,
        before: before ? was : null,
        after: { ...wanted, ...(renewed ? { secrets: ['key'] } : {}) },
      }
      return { effects: [], change, answer: { key_id: shaped(MadeKey, rows[0]).key_id, renewed } }
    },
  })
  if (isRefusal(done) || 'findings_refused' in done) return done
  const [rows = []] = await readAnew(ctx, [keyById(done.key_id)])
  return { door_key: shaped(KeyRow, rows[0]), key: done.renewed ? key : null }
}
