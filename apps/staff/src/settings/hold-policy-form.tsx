import { type HoldPolicy, holdPolicy } from '@kaft/contract/hold-policy'
import { previewHoldPolicy } from '@kaft/contract/holds'
import { Button, Radio, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useDo } from '../base/hooks.ts'
import { useLanguage } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { useTexts } from '../base/language.ts'
import { baseTexts } from '../base/texts.ts'
import { bounds, type PolicyField, type PolicyForm, policyFormOf, readPolicy } from './hold-policy.model.ts'
import { PolicyEffect } from './policy-effect.tsx'
import css from './settings.module.css'
import { holdSettingTexts } from './texts/holds.ts'
import { TransportSteps } from './transport-steps.tsx'

const usual = policyFormOf(holdPolicy)

interface Props {
  readonly form: PolicyForm
  readonly wrong: ReadonlySet<string>
  readonly set: (change: Partial<PolicyForm>) => void
}

const Numbers = ({ form, wrong, set, of }: Props & { of: readonly PolicyField[] }): ReactNode => {
  const t = holdSettingTexts[useLanguage()]
  return (
    <div className={css['numbers']}>
      {of.map(field => (
        <TextInput
          key={field}
          label={t.fields[field].label}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          description={`${t.fields[field].about} ${t.usual(usual[field] === '' ? t.never : usual[field])}`}
          value={form[field]}
          inputMode="numeric"
          autoComplete="off"
          error={wrong.has(field) ? t.wrong(bounds[field].min, bounds[field].max) : undefined}
          onChange={event => set({ [field]: event.currentTarget.value })}
        />
      ))}
    </div>
  )
}

const OwnFirst = ({ form, set }: Props): ReactNode => {
  const t = holdSettingTexts[useLanguage()]
  return (
    <Radio.Group
      label={t.ownFirst}
      description={`${t.ownFirstAbout} ${t.usual(t.ownFirstYes.toLowerCase())}`}
      value={form.own_first ? 'own' : 'date'}
      onChange={next => set({ own_first: next === 'own' })}
    >
      <div className="k-line">
        <Radio value="own" label={t.ownFirstYes} />
        <Radio value="date" label={t.ownFirstNo} />
      </div>
    </Radio.Group>
  )
}

const Fields = (props: Props): ReactNode => {
  const t = holdSettingTexts[useLanguage()]
  const { form, wrong, set } = props
  return (
    <>
      <fieldset className={css['fieldset']}>
        <legend className="k-strong">{t.groups.who}</legend>
        <div className="k-stack">
          <OwnFirst {...props} />
          {form.own_first && <Numbers {...props} of={['equal_after']} />}
        </div>
      </fieldset>
      <fieldset className={css['fieldset']}>
        <legend className="k-strong">{t.groups.near}</legend>
        <div className="k-stack">
          <Numbers {...props} of={['wait_branch', 'wait_library', 'step_days']} />
          <TransportSteps rows={form.transport} wrong={wrong} set={transport => set({ transport })} />
        </div>
      </fieldset>
      <fieldset className={css['fieldset']}>
        <legend className="k-strong">{t.groups.keep}</legend>
        <Numbers {...props} of={['new_days', 'share']} />
      </fieldset>
    </>
  )
}

/** How this library gives its items to those who wait. What a choice would do today is shown before it is saved. */
export const HoldPolicyForm = ({
  policy,
  save,
  busy,
}: {
  policy: HoldPolicy
  save: (policy: HoldPolicy) => void
  busy: boolean
}): ReactNode => {
  const t = holdSettingTexts[useLanguage()]
  const b = useTexts(baseTexts)
  const [form, setForm] = useState(() => policyFormOf(policy))
  const [tried, setTried] = useState(false)
  const look = useDo(previewHoldPolicy)
  const read = readPolicy(form)
  const wrong = tried && !read.ok ? read.wrong : new Set<string>()
  const set = (change: Partial<PolicyForm>): void => {
    look.reset()
    setForm(all => ({ ...all, ...change }))
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (read.ok) save(read.policy)
  }
  const preview = (): void => {
    setTried(true)
    if (read.ok) look.mutate({ body: { policy: read.policy } })
  }
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      <Fields form={form} wrong={wrong} set={set} />
      {look.error !== null && <Failed error={look.error} />}
      {look.data !== undefined && <PolicyEffect effect={look.data} />}
      <div className="k-line k-line-end">
        <span className="k-quiet">{t.undoHint}</span>
        <Button onClick={preview} loading={look.isPending}>
          {t.preview}
        </Button>
        <Button type="submit" variant="filled" loading={busy}>
          {b.save}
        </Button>
      </div>
    </form>
  )
}
