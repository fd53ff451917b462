import { addressLists, makeAddressList, previewAddressList } from '@kaft/contract/campaigns'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useFocusOnOpen } from '../base/form.tsx'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { AudienceFields } from './audience-fields.tsx'
import { audienceOf, emptyAudience } from './audience.model.ts'
import css from './news.module.css'
import { ReachShown } from './reach.tsx'
import { newsTexts } from './texts/index.ts'

const keeps = [1, 7, 14, 30] as const
/** As the server wants it: a purpose says something. */
const LEAST = 8
const order = ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[]

/** What for, whom, which data, how long, and that the library answers for it. Without those there is no list. */
export const ListForm = ({ close }: { close: () => void }): ReactNode => {
  const t = useTexts(newsTexts).list
  const make = useDo(makeAddressList, [addressLists])
  const count = useDo(previewAddressList)
  const first = useFocusOnOpen<HTMLInputElement>()
  const [purpose, setPurpose] = useState('')
  const [fields, setFields] = useState<'email' | 'post'>('email')
  const [days, setDays] = useState(7)
  const [form, setForm] = useState(emptyAudience)
  const [controller, setController] = useState(false)
  const [tried, setTried] = useState(false)
  const audience = audienceOf(form)
  const short = purpose.trim().length < LEAST
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (short || !controller || audience === null) return
    make.mutate(
      { body: { command_id: newCommandId(), purpose: purpose.trim(), fields, audience, days, controller } },
      { onSuccess: list => (tell(t.made(list.people)), close()) },
    )
  }
  const error = make.error ?? count.error
  return (
    <Spine panel>
      <form className="k-stack" onSubmit={submit} noValidate>
        <p className="k-prose">{t.about}</p>
        <div className={css['grid']}>
          <TextInput
            ref={first}
            label={t.purpose}
            description={t.purposeHint}
            inputWrapperOrder={order}
            value={purpose}
            maxLength={200}
            autoComplete="off"
            error={tried && short ? t.purposeShort : undefined}
            onChange={event => setPurpose(event.currentTarget.value)}
          />
          <NativeSelect
            label={t.fields}
            value={fields}
            data={(['email', 'post'] as const).map(value => ({ value, label: t.fieldNames[value] }))}
            onChange={event => (setFields(event.currentTarget.value as 'email' | 'post'), count.reset())}
          />
          <NativeSelect
            label={t.days}
            value={String(days)}
            data={keeps.map(n => ({ value: String(n), label: t.dayCount(n) }))}
            onChange={event => setDays(Number(event.currentTarget.value))}
          />
        </div>
        <AudienceFields form={form} change={next => (setForm(next), count.reset())} />
        {count.data !== undefined && <ReachShown reach={count.data} />}
        <p className="k-quiet">{t.ground}</p>
        <Checkbox
          label={t.controller}
          checked={controller}
          error={tried && !controller ? t.controllerNeeded : undefined}
          onChange={event => setController(event.currentTarget.checked)}
        />
        {error !== null && <Failed error={error} />}
        <div className="k-line k-line-end">
          <Button onClick={close}>{useTexts(newsTexts).campaign.cancel}</Button>
          <Button
            disabled={audience === null}
            loading={count.isPending}
            onClick={() => audience !== null && count.mutate({ body: { fields, audience } })}
          >
            {t.count}
          </Button>
          <Button type="submit" variant="filled" loading={make.isPending}>
            {t.create}
          </Button>
        </div>
      </form>
    </Spine>
  )
}
