import {
  type Campaign,
  campaigns,
  changeCampaign,
  makeCampaign,
  previewCampaign,
} from '@kaft/contract/campaigns'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useFocusOnOpen } from '../base/form.tsx'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import { AudienceFields } from './audience-fields.tsx'
import { audienceOf, emptyAudience, formOf } from './audience.model.ts'
import css from './news.module.css'
import { newsTexts } from './texts/index.ts'

const empty = { name: '', purpose: '', subject: '', body: '' }
type Text = typeof empty

const Fields = ({
  text,
  change,
  tried,
}: {
  text: Text
  change: (text: Text) => void
  tried: boolean
}): ReactNode => {
  const t = useTexts(newsTexts).campaign
  const b = useTexts(baseTexts)
  const first = useFocusOnOpen<HTMLInputElement>()
  const field = (key: keyof Text, hint: string | undefined, most: number) => ({
    label: t[key],
    description: hint,
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as (
      | 'label'
      | 'input'
      | 'description'
      | 'error'
    )[],
    value: text[key],
    maxLength: most,
    autoComplete: 'off',
    error: tried && text[key].trim() === '' ? b.needed : undefined,
    onChange: (event: { currentTarget: { value: string } }) =>
      change({ ...text, [key]: event.currentTarget.value }),
  })
  return (
    <>
      <div className={css['grid']}>
        <TextInput ref={first} {...field('name', t.nameHint, 80)} />
        <TextInput {...field('purpose', t.purposeHint, 200)} />
      </div>
      <TextInput {...field('subject', undefined, 120)} />
      <Textarea {...field('body', t.bodyHint, 5000)} autosize minRows={5} maxRows={20} />
    </>
  )
}

/** Writes a campaign, or changes one that was not sent. */
export const CampaignForm = ({
  campaign,
  close,
}: {
  campaign: Campaign | null
  close: () => void
}): ReactNode => {
  const t = useTexts(newsTexts).campaign
  const make = useDo(makeCampaign, [campaigns])
  const change = useDo(changeCampaign, [campaigns, previewCampaign])
  const [text, setText] = useState<Text>(campaign ?? empty)
  const [audience, setAudience] = useState(campaign === null ? emptyAudience : formOf(campaign.audience))
  const chosen = audienceOf(audience)
  const [tried, setTried] = useState(false)
  const { name, purpose, subject, body } = text
  const ready =
    chosen !== null && Object.values({ name, purpose, subject, body }).every(part => part.trim() !== '')
  const done = { onSuccess: () => (tell(t.saved), close()) }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (!ready || chosen === null) return
    const said = { command_id: newCommandId(), name, purpose, subject, body, audience: chosen }
    if (campaign === null) make.mutate({ body: said }, done)
    else
      change.mutate(
        { params: { campaign_id: campaign.campaign_id }, body: { ...said, version: campaign.version } },
        done,
      )
  }
  const error = make.error ?? change.error
  return (
    <Spine panel>
      <form className="k-stack" onSubmit={submit} noValidate>
        <Fields text={text} change={setText} tried={tried} />
        <AudienceFields form={audience} change={setAudience} />
        {error !== null && <Failed error={error} />}
        <div className="k-line k-line-end">
          <Button onClick={close}>{t.cancel}</Button>
          <Button type="submit" variant="filled" loading={make.isPending || change.isPending}>
            {t.save}
          </Button>
        </div>
      </form>
    </Spine>
  )
}
