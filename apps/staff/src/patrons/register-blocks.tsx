import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, Checkbox, Radio, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useLanguage, useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { problemText } from '../base/problem-text.ts'
import { useSession } from '../base/session.ts'
import { eidOf, proofOf } from './card-reading.model.ts'
import { numberState, writtenNumber } from './national-number.model.ts'
import css from './patrons.module.css'
import { fieldId } from './person-fields.tsx'
import type { RegisterForm, RegisterKey } from './register.model.ts'
import { type Known, useIdentityRules } from './register.state.ts'
import { printStatement, readStatement } from './statement.tsx'
import { eidTexts } from './texts/eid.ts'
import { patronTexts } from './texts/index.ts'

export interface BlockProps {
  readonly form: RegisterForm
  readonly set: (changes: Partial<RegisterForm>) => void
  readonly errors: Readonly<Partial<Record<RegisterKey, string>>>
}

/** One block of the form; `Alt` and its number come to its first field. */
export const Block = ({
  no,
  title,
  children,
}: {
  no: number
  title: string
  children: ReactNode
}): ReactNode => (
  <Spine panel className={css['block']} id={`block-${no}`} role="group" aria-labelledby={`block-${no}-title`}>
    <h2 id={`block-${no}-title`} className="k-text-md k-strong">
      {title} <kbd>Alt {no}</kbd>
    </h2>
    {children}
  </Spine>
)

/** What the number says: known here, known elsewhere without a datum, or why it cannot be used. */
export const KnownBand = ({
  known,
  except,
}: {
  known: Known
  /** The patron of this form itself. */
  except?: string | undefined
}): ReactNode => {
  const t = useTexts(patronTexts)
  const { library_name } = useSession()
  const { answer } = known
  if (answer?.known_here != null && answer.known_here !== except)
    return (
      <Spine state="ask" soft panel className="k-line">
        <StateWord state="ask">{t.reg.here}</StateWord>
        <Link to={paths.patron(answer.known_here)}>{t.reg.open}</Link>
      </Spine>
    )
  if (answer?.known_elsewhere !== 1) return null
  return (
    <Spine state="move" soft panel>
      <StateWord state="move">{t.reg.elsewhere(library_name)}</StateWord>
    </Spine>
  )
}

export const NumberField = ({ form, set, errors, known }: BlockProps & { known: Known }): ReactNode => {
  const t = useTexts(patronTexts)
  const e = useTexts(eidTexts)
  const lang = useLanguage()
  const { library_name } = useSession()
  if (!useIdentityRules().keeps_numbers)
    return <p className="k-quiet">{t.reg.numberNotAllowed(library_name)}</p>
  const valid = numberState(form.national_number) === 'valid' && known.error === null
  const refused = known.error === null ? undefined : problemText(known.error, lang).text
  return (
    <div className={css['block']}>
      <TextInput
        id={fieldId('national_number')}
        label={t.fields.national_number}
        description={`${t.reg.optionalFirst} ${t.reg.numberHint}`}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={form.national_number}
        inputMode="numeric"
        autoComplete="off"
        error={errors.national_number ?? refused}
        rightSectionWidth={90}
        rightSection={
          valid && (
            <StateWord state="ok" size={16}>
              {t.reg.numberValid}
            </StateWord>
          )
        }
        onChange={event => set({ national_number: event.currentTarget.value })}
        onBlur={() => set({ national_number: writtenNumber(form.national_number) })}
      />
      {numberState(form.national_number) === 'valid' && proofOf({ ...form, seen: false }) === null && (
        <Checkbox
          id={fieldId('seen')}
          label={e.seen}
          checked={form.seen}
          error={errors.seen}
          onChange={event => set({ seen: event.currentTarget.checked })}
        />
      )}
    </div>
  )
}

export const CardField = ({ form, set, errors }: BlockProps): ReactNode => {
  const t = useTexts(patronTexts)
  const e = useTexts(eidTexts)
  return (
    <TextInput
      id={fieldId('card')}
      label={t.fields.card}
      description={eidOf(form) === null ? t.reg.scanCard : `${t.reg.optionalFirst} ${e.isCard}`}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={form.card}
      autoComplete="off"
      error={errors.card}
      onChange={event => set({ card: event.currentTarget.value })}
    />
  )
}

export const StatementFields = ({ form, set, errors }: BlockProps): ReactNode => {
  const t = useTexts(patronTexts)
  const ways = ['screen', 'paper'] as const
  return (
    <div className="k-line k-line-between">
      <Radio.Group
        aria-labelledby="block-5-title"
        value={form.statement ?? ''}
        error={errors.statement}
        onChange={statement => set({ statement: statement as 'screen' | 'paper' })}
      >
        <div className="k-line">
          {ways.map((one, index) => (
            <Radio
              key={one}
              id={index === 0 ? fieldId('statement') : undefined}
              value={one}
              label={t.reg.statement[one]}
            />
          ))}
        </div>
      </Radio.Group>
      <span className="k-line">
        <Button size="compact-sm" onClick={readStatement}>
          {t.reg.read}
        </Button>
        <Button size="compact-sm" onClick={printStatement}>
          {t.reg.print}
        </Button>
      </span>
    </div>
  )
}
