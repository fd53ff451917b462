import type { Ask, OkOf, previewCampaign as op } from '@kaft/contract'
import { type Refusal, refuse, type StaffCtx } from '../../../base/ctx.ts'
import { oneOf } from '../../../base/row.ts'
import { transact } from '../../../base/tx.ts'
import { newsMail } from '../texts/news.rules.ts'
import { reach, reachOf } from './campaigns.ts'
import { CampaignRow, campaignRow } from './campaigns.store.ts'

/** To how many it goes now, who is left out why, and the mail as a reader gets it; nobody is named. */
export const previewCampaign = (
  ctx: StaffCtx,
  { params }: Ask<typeof op>,
): Promise<OkOf<typeof op> | Refusal> =>
  transact(ctx, async tx => {
    const [found = []] = await tx.first([campaignRow(params.campaign_id)])
    const row = oneOf(CampaignRow, found)
    if (row === null) return refuse('not_found')
    const [counted = []] = await tx.more([reach(ctx, row.audience, 'email')])
    const { subject, body } = row
    const text = newsMail({
      subject,
      body,
      language: 'nl',
      library: ctx.actor.library_name,
      link: 'https://…/afmelden/…',
    })
    return { reach: reachOf(counted), subject, text }
  })
