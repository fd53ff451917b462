import type {
  Ask,
  Campaign,
  campaigns as listOp,
  changeCampaign as changeOp,
  makeCampaign as makeOp,
  OkOf,
  Reach,
  sendCampaign as sendOp,
  stopCampaign as stopOp,
} from '@kaft/contract'
import { once } from '../../../base/command.ts'
import { isRefusal, type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { dayOf } from '../../../base/dates.ts'
import type { Row } from '../../../base/db.ts'
import { soon } from '../../../base/job.ts'
import type { Answer } from '../../../base/route.ts'
import { allOf, oneOf, shaped } from '../../../base/row.ts'
import type { Query } from '../../../base/sql.ts'
import { read, type Tx, transact } from '../../../base/tx.ts'
import { type By, countReach, ReachRow } from './audience.store.ts'
import { changeRefusal, sendRefusal, textRefusal } from './campaign.rules.ts'
import {
  beginSending,
  CampaignRow,
  campaignRow,
  campaignRows,
  deleteCampaign,
  insertCampaign,
  lockCampaign,
  MadeCampaign,
  stopSending,
  type Text,
  updateCampaign,
} from './campaigns.store.ts'

export const CAMPAIGNS_JOB = 'campaigns'
const PAGE = 50
type Said = Promise<Answer<Campaign>>

/** How many it reaches now, and who is left out why, the most first. */
export function reachOf(rows: readonly Row[]): Reach {
  const found = allOf(ReachRow, rows)
  return {
    people: found.find(row => row.why === null)?.people ?? 0,
    left_out: found
      .flatMap(({ why, people }) => (why === null ? [] : [{ why, people }]))
      .toSorted((a, b) => b.people - a.people),
    least_age: found[0]?.least_age ?? 0,
  }
}
export const reach = (ctx: StaffCtx, audience: Text['audience'], by: By): Query =>
  countReach({ library_id: ctx.actor.library_id, audience, today: dayOf(ctx.now), by })

export const campaigns = async (
  ctx: StaffCtx,
  { query }: Ask<typeof listOp>,
): Promise<OkOf<typeof listOp>> => {
  const [rows = []] = await read(ctx, [campaignRows(query.after, PAGE + 1)])
  const found = allOf(CampaignRow, rows)
  const page = found.slice(0, PAGE)
  return { rows: page, next: found.length > PAGE ? (page.at(-1)?.campaign_id ?? null) : null }
}

const shown = async (ctx: StaffCtx, campaign_id: string): Promise<Campaign | Refusal> =>
  oneOf(CampaignRow, (await read(ctx, [campaignRow(campaign_id)]))[0] ?? []) ?? refuse('not_found')

const textOf = ({ name, purpose, subject, body, audience }: Text): Text => ({
  name: name.trim(),
  purpose: purpose.trim(),
  subject: subject.trim(),
  body: body.toWellFormed().trim(),
  audience,
})

export async function makeCampaign(ctx: StaffCtx, { body }: Ask<typeof makeOp>): Said {
  const said = await once<{ campaign_id: string }>(ctx, body, {
    facts: [],
    decide: () => {
      const no = textRefusal(body)
      if (no) return refuse(no)
      return {
        effects: [insertCampaign(ctx, textOf(body))],
        answer: ([made = []]) => ({ campaign_id: shaped(MadeCampaign, made[0]).campaign_id }),
      }
    },
  })
  return 'campaign_id' in said ? shown(ctx, said.campaign_id) : said
}

/** One step of one campaign: locked, decided, shown as it is now. */
async function act(
  ctx: StaffCtx,
  ask: { readonly campaign_id: string; readonly body: { readonly command_id: string } },
  decide: (row: Campaign, tx: Tx) => Promise<readonly Query[] | Refusal> | readonly Query[] | Refusal,
): Said {
  const { campaign_id } = ask
  const said = await once<{ campaign_id: string }>(
    ctx,
    { ...ask.body, entry_id: campaign_id },
    {
      facts: [lockCampaign(campaign_id), campaignRow(campaign_id)],
      decide: async ([, rows = []], tx) => {
        const row = oneOf(CampaignRow, rows)
        if (row === null) return refuse('not_found')
        const effects = await decide(row, tx)
        return isRefusal(effects) ? effects : { effects, answer: () => ({ campaign_id }) }
      },
    },
  )
  return 'campaign_id' in said ? shown(ctx, campaign_id) : said
}

export const changeCampaign = (ctx: StaffCtx, { params, body }: Ask<typeof changeOp>): Said =>
  act(ctx, { ...params, body }, row => {
    const no = changeRefusal(row, body.version) ?? textRefusal(body)
    return no ? refuse(no) : [updateCampaign(row.campaign_id, textOf(body))]
  })

/** It goes to as many as the preview counted; the job plans the mails, and each is looked at again when it is about to go. */
export const sendCampaign = (ctx: StaffCtx, { params, body }: Ask<typeof sendOp>): Said =>
  act(ctx, { ...params, body }, async (row, tx) => {
    const [counted = []] = await tx.more([reach(ctx, row.audience, 'email')])
    const no = sendRefusal(row, body, reachOf(counted))
    return no ? refuse(no) : [beginSending(ctx, row.campaign_id), soon(CAMPAIGNS_JOB)]
  })

export const stopCampaign = (ctx: StaffCtx, { params, body }: Ask<typeof stopOp>): Said =>
  act(ctx, { ...params, body }, row =>
    row.state === 'sending' || row.state === 'sent'
      ? stopSending(row.campaign_id, ctx.now.toString())
      : refuse('campaign_not_sent'),
  )

export const dropCampaign = (ctx: StaffCtx, campaign_id: string): Promise<Record<string, never> | Refusal> =>
  transact(ctx, async tx => {
    const [found = []] = await tx.first([campaignRow(campaign_id)])
    const row = oneOf(CampaignRow, found)
    if (row === null) return refuse('not_found')
    const [gone = []] = await tx.last([deleteCampaign(campaign_id)])
    return gone.length > 0 ? {} : refuse('campaign_sent')
  })
