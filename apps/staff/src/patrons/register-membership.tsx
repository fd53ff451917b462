import { askUitpas, type MembershipAdvice } from '@kaft/contract/memberships'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { DayField } from '../base/day-field.tsx'
import { useFormats } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { useCategories } from '../base/library-settings.ts'
import { problemText } from '../base/problem-text.ts'
import { membershipTexts } from './membership/texts.ts'
import { useFeeText, WhyType } from './membership/why-type.tsx'
import css from './patrons.module.css'
import { Choice, fieldId } from './person-fields.tsx'
import type { BlockProps } from './register-blocks.tsx'
import type { Proposal } from './register.model.ts'
import { patronTexts } from './texts/index.ts'

/** What the membership is called, costs and why, and until when it runs. */
export const FeeLine = ({ proposal: { row } }: { proposal: Proposal }): ReactNode => {
  const feeText = useFeeText()
  return (
    <span className="k-strong">
      {row.name} · {feeText(row)}
    </span>
  )
}

/** Asks UiTPAS; the number lives in this field and is forgotten with the form. */
const Uitpas = ({ form, set, errors }: BlockProps): ReactNode => {
  const t = useTexts(membershipTexts)
  const f = useFormats()
  const lang = useLanguage()
  const ask = useDo(askUitpas)
  const whole = form.uitpas.replaceAll(' ', '').length === 13
  const run = (): void => {
    if (!whole || ask.isPending) return
    ask.mutate(
      { body: { uitpas_number: form.uitpas } },
      { onSuccess: ({ social_until }) => set({ uitpas_until: social_until }) },
    )
  }
  const refused = ask.error === null ? undefined : problemText(ask.error, lang).text
  const said = form.uitpas_until === null ? undefined : t.checked(f.dayYear(form.uitpas_until))
  return (
    <div className="k-line">
      <TextInput
        id={fieldId('uitpas')}
        label={t.uitpas}
        description={said ?? t.uitpasHint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={form.uitpas}
        inputMode="numeric"
        autoComplete="off"
        error={refused ?? errors.uitpas}
        onChange={event => {
          ask.reset()
          set({ uitpas: event.currentTarget.value, uitpas_until: null })
        }}
        onBlur={run}
        onKeyDown={event => {
          if (event.key !== 'Enter' || form.uitpas_until !== null) return
          // The first Enter asks; once UiTPAS has answered, Enter registers as everywhere in the form.
          event.preventDefault()
          run()
        }}
      />
      <Button size="compact-sm" disabled={!whole} loading={ask.isPending} onClick={run}>
        {t.check}
      </Button>
    </div>
  )
}

/** The group of readers and the social tariff: what the kind of membership may depend on beside age and address. */
export const TariffFields = (props: BlockProps): ReactNode => {
  const t = useTexts(membershipTexts)
  const r = useTexts(patronTexts).reg
  const categories = useCategories()
  const { form, set, errors } = props
  return (
    <div className={css['grid']}>
      {categories.length > 0 && (
        <NativeSelect
          id={fieldId('category')}
          label={t.category_label}
          value={form.category}
          data={[
            { value: '', label: t.nobody },
            ...categories.map(one => ({ value: one.category, label: one.name })),
          ]}
          onChange={event => set({ category: event.currentTarget.value })}
        />
      )}
      <Choice
        id={fieldId('social')}
        label={r.social}
        value={form.social}
        of={(['none', 'uitpas', 'paper'] as const).map(one => [one, r.socials[one]] as const)}
        onValue={social => set({ social })}
      />
      {form.social === 'paper' && (
        <DayField
          id={fieldId('social_until')}
          label={r.socialUntil}
          value={form.social_until}
          onText={social_until => set({ social_until })}
          error={errors.social_until}
        />
      )}
      {form.social === 'uitpas' && <Uitpas {...props} />}
    </div>
  )
}

/** Which membership, proposed from the data with the reason beside it; staff may choose another. */
export const MembershipFields = ({
  set,
  form,
  errors,
  proposal,
  advice,
  children,
}: BlockProps & {
  children: ReactNode
  proposal: Proposal | null
  advice: MembershipAdvice
}): ReactNode => {
  const t = useTexts(patronTexts)
  const m = useTexts(membershipTexts)
  const f = useFormats()
  const [why, setWhy] = useState(false)
  const chosen = proposal?.row.type ?? ''
  return (
    <div className={css['block']}>
      <TariffFields form={form} set={set} errors={errors} />
      <p className="k-line" aria-live="polite">
        {proposal === null ? <span>{m.followsNone}</span> : <FeeLine proposal={proposal} />}
        <button type="button" className="k-quiet-link" aria-expanded={why} onClick={() => setWhy(!why)}>
          {t.reg.whyFee}
        </button>
      </p>
      {proposal?.because === 'unknown_age' && <p className="k-quiet">{t.reg.why.unknownAge}</p>}
      {why && <WhyType advice={{ ...advice, now: proposal?.because === 'chosen' ? chosen : null }} />}
      <div className={css['grid']}>
        <NativeSelect
          id={fieldId('membership_type')}
          label={t.fields.membership_type}
          value={chosen}
          error={errors.membership_type}
          data={[
            ...(chosen === '' ? [{ value: '', label: t.reg.choose }] : []),
            ...advice.rows.map(row => ({
              value: row.type,
              label: `${row.name} · ${row.fee_cents === 0 ? t.membership.free : f.money(row.fee_cents)}`,
            })),
          ]}
          onChange={event => set({ membership_type: event.currentTarget.value || null })}
        />
        {children}
      </div>
    </div>
  )
}
