import type { Ask, authorityDoubles as listOp, keepAuthoritiesApart as apartOp, OkOf } from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf } from '../../../base/row.ts'
import { read } from '../../../base/tx.ts'
import { perhapsOne } from './doubles.rules.ts'
import { DoubleRow, doublesAfter, sayApart, takeApartBack } from './merge.store.ts'
import { lockAuthorities } from './read.store.ts'

const ROWS = 50

/** Records that have a name in common and may be the same; the next page goes on behind the last name looked at. */
export async function authorityDoubles(
  ctx: StaffCtx,
  { after = '' }: Ask<typeof listOp>['query'],
): Promise<OkOf<typeof listOp>> {
  const [rows = []] = await read(ctx, [doublesAfter(after, ROWS)])
  const all = allOf(DoubleRow, rows)
  return {
    rows: all.flatMap(({ kind, records, apart }) => {
      const perhaps = perhapsOne(records, apart)
      if (perhaps.length < 2) return []
      const name = perhaps[0]?.heading ?? ''
      return [
        {
          kind,
          name,
          records: perhaps.map(({ authority_id, heading, source, titles }) => ({
            authority_id,
            heading,
            source,
            titles,
          })),
        },
      ]
    }),
    next: all.length === ROWS ? (all.at(-1)?.key ?? null) : null,
  }
}

/** Two records are not the same, or perhaps they are after all. */
export async function keepAuthoritiesApart(
  ctx: StaffCtx,
  { params, body }: Ask<typeof apartOp>,
): Promise<Answer<OkOf<typeof apartOp> | Refusal>> {
  const { authority_id: one } = params
  const { other_authority_id: other, apart } = body
  if (one === other) return refuse('authority_same')
  return once<OkOf<typeof apartOp>>(
    ctx,
    { ...body, ...params },
    {
      facts: [lockAuthorities([one, other], ctx.actor.library_id)],
      decide: ([rows = []]) =>
        rows.length < 2
          ? refuse('not_found')
          : {
              effects: [apart ? sayApart(one, other, ctx.now.toString()) : takeApartBack(one, other)],
              answer: () => ({ apart }),
            },
    },
  )
}
