import { useFirstField } from '../base/form.tsx'
import { publishBriefing, readBriefing } from '@kaft/contract/briefing'
import type { BodyOf } from '@kaft/contract/operation'
import { readSession } from '@kaft/contract/organisation'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import type { Briefing } from '../sign-in/briefing-points.tsx'
import { briefingTexts } from '../sign-in/briefing-texts.ts'
import { type BriefingForm as Form, formOf, type Lang, langs, readForm } from './briefing.model.ts'
import css from './settings.module.css'

type Texts = BodyOf<typeof publishBriefing>['texts']

const useNames = (): Readonly<Record<Lang, string>> => {
  const t = useTexts(briefingTexts)
  return { nl: t.dutch, en: t.english }
}

interface FieldProps {
  readonly label: string
  readonly value: Readonly<Record<Lang, string>>
  readonly onChange: (value: Readonly<Record<Lang, string>>) => void
  readonly long?: boolean
}

/** One text in both languages, beside each other. */
const Both = ({ label, value, onChange, long = false }: FieldProps): ReactNode => {
  const names = useNames()
  return (
    <div className={css['form']}>
      {langs.map(lang => {
        const props = {
          label: `${label} (${names[lang]})`,
          value: value[lang],
          lang,
          maxLength: long ? 500 : 80,
          onChange: (event: { currentTarget: { value: string } }) =>
            onChange({ ...value, [lang]: event.currentTarget.value.replaceAll('\n', ' ') }),
        }
        return long ? <Textarea key={lang} rows={3} {...props} /> : <TextInput key={lang} {...props} />
      })}
    </div>
  )
}

const Points = ({ form, set }: { form: Form; set: (form: Form) => void }): ReactNode => {
  const t = useTexts(briefingTexts)
  const change = (no: number, to: Partial<Form['points'][number]>): void =>
    set({ ...form, points: form.points.map(point => (point.no === no ? { ...point, ...to } : point)) })
  return (
    <>
      {form.points.map((point, at) => (
        <fieldset key={point.no} className="k-stack">
          <legend className="k-strong">{t.point(at + 1)}</legend>
          <Both label={t.heading} value={point.title} onChange={title => change(point.no, { title })} />
          <Both label={t.text} value={point.text} long onChange={text => change(point.no, { text })} />
          {form.points.length > 1 && (
            <div className="k-line k-line-end">
              <Button
                size="compact-sm"
                onClick={() => set({ ...form, points: form.points.filter(one => one.no !== point.no) })}
              >
                {t.dropPoint}
              </Button>
            </div>
          )}
        </fieldset>
      ))}
    </>
  )
}

/** A new version from the one in force. To publish asks everybody anew, so the button says which version it makes. */
export const BriefingForm = ({ briefing, close }: { briefing: Briefing; close: () => void }): ReactNode => {
  const t = useTexts(briefingTexts)
  const b = useTexts(baseTexts)
  const [form, setForm] = useState<Form>(() => formOf(briefing.texts))
  const fields = useFirstField()
  const [tried, setTried] = useState(false)
  const publish = useDo(publishBriefing, [readBriefing, readSession])
  const texts: Texts | null = readForm(form)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (texts === null) return
    publish.mutate(
      { body: { command_id: newCommandId(), texts } },
      {
        onSuccess: ({ version }) => {
          tell(t.published(version))
          close()
        },
      },
    )
  }
  const empty = { title: { nl: '', en: '' }, text: { nl: '', en: '' } }
  return (
    <form ref={fields} onSubmit={submit} noValidate>
      <Spine panel className="k-stack">
        <h2 className="k-text-md k-strong">{t.publish}</h2>
        <p className="k-prose">{t.publishAbout}</p>
        {publish.error !== null && <Failed error={publish.error} />}
        <Both
          label={t.changed}
          value={form.changed}
          long
          onChange={changed => setForm({ ...form, changed })}
        />
        <Points form={form} set={setForm} />
        <Both
          label={t.promise}
          value={form.undertaking}
          long
          onChange={undertaking => setForm({ ...form, undertaking })}
        />
        {tried && texts === null && <StateWord state="stop">{t.fill}</StateWord>}
        <div className="k-line k-line-end">
          {form.points.length < 8 && (
            <Button
              onClick={() =>
                setForm({
                  ...form,
                  points: [...form.points, { no: form.next, ...empty }],
                  next: form.next + 1,
                })
              }
            >
              {t.addPoint}
            </Button>
          )}
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" loading={publish.isPending}>
            {t.publishNow(briefing.version + 1)}
          </Button>
        </div>
      </Spine>
    </form>
  )
}
