import { type Campaign, campaigns, previewCampaign, sendCampaign } from '@kaft/contract/campaigns'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Failed, Read } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import css from './news.module.css'
import { ReachShown } from './reach.tsx'
import { newsTexts } from './texts/index.ts'

/** To whom it goes, the mail as it arrives, and the button that sends it: with the number in it, since it cannot be taken back. */
export const CampaignPreview = ({
  campaign,
  close,
}: {
  campaign: Campaign
  close: () => void
}): ReactNode => {
  const t = useTexts(newsTexts)
  const { campaign_id, version } = campaign
  const read = useRead(previewCampaign, { params: { campaign_id } })
  const send = useDo(sendCampaign, [campaigns, previewCampaign])
  const go = (people: number): void =>
    send.mutate(
      { params: { campaign_id }, body: { command_id: newCommandId(), version, people } },
      { onSuccess: () => (tell(t.campaign.sent(people)), close()) },
    )
  return (
    <Read of={read}>
      {({ reach, subject, text }) => (
        <div className="k-stack">
          <div className={css['halves']}>
            <ReachShown reach={reach} />
            <div className="k-stack">
              <h3 className="k-text-sm k-strong">{t.campaign.mail}</h3>
              <p>
                <span className="k-quiet">{t.campaign.subjectIs}:</span> {subject}
              </p>
              <pre className={css['mail']} lang="nl">
                {text}
              </pre>
            </div>
          </div>
          {send.error !== null && <Failed error={send.error} />}
          <div className="k-line k-line-end">
            <span className="k-quiet">{t.campaign.sendAbout}</span>
            <Button onClick={() => void read.refetch()}>{t.reach.refresh}</Button>
            {reach.people > 0 && (
              <Button variant="filled" loading={send.isPending} onClick={() => go(reach.people)}>
                {t.campaign.send(reach.people)}
              </Button>
            )}
          </div>
        </div>
      )}
    </Read>
  )
}
