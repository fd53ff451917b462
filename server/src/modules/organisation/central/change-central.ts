import {
  type Ask,
  type CentralKey,
  CentralSetting,
  centralSettings,
  type changeCentralSetting as op,
  type OkOf,
} from '@kaft/contract'
import { isRefusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Row } from '../../../base/db.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, matches } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { everyLibraryAnew } from '../briefing/briefing.store.ts'
import { configure } from '../change/configure.ts'
import { storeCentral, storedCentral } from './central.store.ts'

const isKey = (key: string): key is CentralKey => Object.hasOwn(centralSettings, key)
const withDefaults = (rows: readonly Row[]): { key: CentralKey; value: unknown }[] => {
  const stored = new Map(allOf(CentralSetting, rows).map(s => [s.key, s.value]))
  return (Object.keys(centralSettings) as CentralKey[]).map(key => ({
    key,
    value: stored.has(key) ? stored.get(key) : centralSettings[key].default,
  }))
}

/** Settings that hold for every library, defaults included. */
export const readCentralSettings = async (ctx: StaffCtx): Promise<{ rows: OkOf<typeof op>[] }> => ({
  rows: withDefaults((await read(ctx, [storedCentral]))[0] ?? []),
})

/** Changes one of them; the sessions of every library follow at once. */
export async function changeCentralSetting(
  ctx: StaffCtx,
  { params, body }: Ask<typeof op>,
): Promise<Answer<OkOf<typeof op>>> {
  const { key } = params
  const { value } = body
  if (!isKey(key)) return refuse('setting_unknown')
  if (!matches(centralSettings[key].value, value)) return refuse('setting_invalid')
  const done = await configure(
    ctx,
    { ...body, ...params },
    {
      facts: [storedCentral],
      decide: ([rows = []]) => ({
        effects: [storeCentral(key, value), everyLibraryAnew],
        change: {
          subject: `central ${key}`,
          before: { value: withDefaults(rows).find(s => s.key === key)?.value },
          after: { value },
        },
        answer: { key },
      }),
    },
  )
  return isRefusal(done) || 'findings_refused' in done ? done : { key, value }
}
