import { type Campaign, campaigns, dropCampaign, makeCampaign, stopCampaign } from '@kaft/contract/campaigns'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo, useReadPages } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { useMembershipTypes } from '../base/library-settings.ts'
import { Empty, Failed, Loading } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { offerWayBack } from '../base/undo.ts'
import { audienceWords } from './audience-words.ts'
import { CampaignForm } from './campaign-form.tsx'
import { CampaignPreview } from './campaign-preview.tsx'
import css from './news.module.css'
import { newsTexts } from './texts/index.ts'

const states = { draft: 'ask', sending: 'move', sent: 'ok', stopped: 'stop' } as const

const Facts = ({ one }: { one: Campaign }): ReactNode => {
  const t = useTexts(newsTexts)
  const f = useFormats()
  const types = useMembershipTypes() ?? []
  const c = t.campaign
  return (
    <div className={css['about']}>
      <h2 className="k-text-md k-strong">{one.name}</h2>
      <p>
        {one.subject} <span className="k-quiet">· {one.purpose}</span>
      </p>
      <p className="k-quiet">
        <StateWord state={states[one.state]} size={16}>
          {c.states[one.state]}
        </StateWord>{' '}
        · {audienceWords(one.audience, types, t.audience)} ·{' '}
        {one.sent_at === null
          ? c.madeBy(one.made_by, f.dayShort(one.made_on))
          : c.sentBy(one.sent_by ?? '–', f.dayShort(dayOf(one.sent_at)))}
      </p>
      {one.state !== 'draft' && (
        <p className="k-quiet">
          {[
            c.counts(one.people, one.went, one.waiting),
            one.failed > 0 ? c.failed(one.failed) : '',
            one.dropped > 0 ? c.dropCount(one.dropped) : '',
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
    </div>
  )
}

const Row = ({ one }: { one: Campaign }): ReactNode => {
  const t = useTexts(newsTexts).campaign
  const [open, setOpen] = useState<'edit' | 'preview' | null>(null)
  const drop = useDo(dropCampaign, [campaigns])
  const stop = useDo(stopCampaign, [campaigns])
  const params = { campaign_id: one.campaign_id }
  const close = (): void => setOpen(null)
  const toggle = (what: 'edit' | 'preview') => (): void => setOpen(open === what ? null : what)
  // A text of pages is not lost to one press.
  const dropped = (): void =>
    offerWayBack(t.dropped, [campaigns], async () => {
      const { name, purpose, subject, body, audience } = one
      await call(makeCampaign, {
        body: { command_id: newCommandId(), name, purpose, subject, body, audience },
      })
      return t.back
    })
  const error = drop.error ?? stop.error
  return (
    <Spine state={states[one.state]} panel className="k-stack">
      <div className={css['head']}>
        <Facts one={one} />
        {one.state === 'draft' ? (
          <div className="k-line">
            <Button loading={drop.isPending} onClick={() => drop.mutate({ params }, { onSuccess: dropped })}>
              {t.drop}
            </Button>
            <Button aria-expanded={open === 'edit'} onClick={toggle('edit')}>
              {t.edit}
            </Button>
            <Button aria-expanded={open === 'preview'} onClick={toggle('preview')}>
              {open === 'preview' ? t.close : t.preview}
            </Button>
          </div>
        ) : (
          one.state !== 'stopped' &&
          (one.waiting > 0 || one.state === 'sending') && (
            <Button
              loading={stop.isPending}
              onClick={() =>
                stop.mutate(
                  { params, body: { command_id: newCommandId() } },
                  { onSuccess: () => tell(t.stopped) },
                )
              }
            >
              {t.stop}
            </Button>
          )
        )}
      </div>
      {error !== null && <Failed error={error} />}
      {open === 'edit' && <CampaignForm key={one.version} campaign={one} close={close} />}
      {open === 'preview' && <CampaignPreview campaign={one} close={close} />}
    </Spine>
  )
}

/** Campaigns of the library, and the form that writes one. */
export const CampaignsTab = (): ReactNode => {
  const t = useTexts(newsTexts)
  const [making, setMaking] = useState(false)
  const read = useReadPages(campaigns, { query: {} })
  if (read.error !== null) return <Failed error={read.error} again={() => void read.refetch()} />
  if (read.data === undefined) return <Loading />
  const rows = read.data.pages.flatMap(page => page.rows)
  const button = (
    <Button variant="filled" onClick={() => setMaking(true)}>
      {t.campaign.make}
    </Button>
  )
  return (
    <div className="k-stack">
      {making ? (
        <CampaignForm campaign={null} close={() => setMaking(false)} />
      ) : (
        rows.length > 0 && <div className="k-line k-line-end">{button}</div>
      )}
      {rows.length === 0 && !making && <Empty action={button}>{t.campaign.first}</Empty>}
      {rows.map(one => (
        <Row key={one.campaign_id} one={one} />
      ))}
      {read.hasNextPage && <Button onClick={() => void read.fetchNextPage()}>{t.more}</Button>}
    </div>
  )
}
