import { type Ask, type changeSetting as op, type OkOf, Setting, settings } from '@kaft/contract'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Row } from '../../../base/db.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, matches } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { configure } from '../change/configure.ts'
import { isCoherent, isSettingKey, withDefaults } from './setting.rules.ts'
import { storedSetting, storedSettings, storeSetting } from './settings.store.ts'

const mapOf = (rows: readonly Row[]) => new Map(allOf(Setting, rows).map(s => [s.key, s.value]))

/** All settings of the own library, defaults included. */
export const readSettings = async (ctx: StaffCtx): Promise<{ rows: OkOf<typeof op>[] }> => ({
  rows: withDefaults(mapOf((await read(ctx, [storedSettings(ctx.actor.library_id)]))[0] ?? [])),
})

/** Changes one setting; its key decides what the value may be. */
export async function changeSetting(
  ctx: StaffCtx,
  { params, body }: Ask<typeof op>,
): Promise<Answer<OkOf<typeof op>>> {
  const { key } = params
  const { value } = body
  if (!isSettingKey(key)) return refuse('setting_unknown')
  if (!matches(settings[key].value, value) || !isCoherent(key, value)) return refuse('setting_invalid')
  const { library_id } = ctx.actor
  const done = await configure(
    ctx,
    { ...body, ...params },
    {
      facts: [storedSetting(library_id, key)],
      decide: ([rows = []]) => ({
        effects: [storeSetting(library_id, key, value)],
        change: {
          subject: key,
          before: { value: withDefaults(mapOf(rows)).find(s => s.key === key)?.value },
          after: { value },
        },
        answer: { key },
      }),
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : { key, value }
}
