import {
  type CopyTarget,
  listTargets,
  saveTarget,
  sruVersions,
  targetCharsets,
} from '@kaft/contract/copy-cataloguing'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, type RefObject, useState } from 'react'
import { newCommandId } from '../../../base/command-id.ts'
import { ErrorSummary, useFocusOnOpen } from '../../../base/form.tsx'
import { useDo } from '../../../base/hooks.ts'
import { useTexts } from '../../../base/language.ts'
import { Failed } from '../../../base/states.tsx'
import { tell } from '../../../base/tell.ts'
import { baseTexts } from '../../../base/texts.ts'
import css from './copying.module.css'
import {
  blankTarget,
  faultsOf,
  formOf,
  type TargetFault,
  type TargetForm as Form,
  targetOf,
  withProtocol,
} from './target.model.ts'
import { copyTexts } from './texts.ts'

interface Part {
  readonly form: Form
  readonly put: (part: Partial<Form>) => void
  readonly errorOf: (field: TargetFault) => string | undefined
}
const ORDER = ['label', 'input', 'description', 'error'] as const

const Field = ({
  id,
  label,
  about,
  value,
  error,
  most = 300,
  field,
  onText,
}: {
  id: TargetFault | 'syntax' | 'coupling'
  label: string
  about?: string
  value: string
  error: string | undefined
  most?: number
  field?: RefObject<HTMLInputElement | null>
  onText: (text: string) => void
}): ReactNode => (
  <TextInput
    ref={field}
    id={`target-${id}`}
    label={label}
    description={about}
    inputWrapperOrder={[...ORDER]}
    value={value}
    maxLength={most}
    autoComplete="off"
    error={error}
    onChange={event => onText(event.currentTarget.value)}
  />
)

const Where = ({ form, put, errorOf }: Part): ReactNode => {
  const { target: t } = useTexts(copyTexts)
  const sru = form.protocol === 'sru'
  const first = useFocusOnOpen<HTMLInputElement>()
  return (
    <div className={css['fields']}>
      <Field
        id="name"
        field={first}
        label={t.name}
        value={form.name}
        most={80}
        error={errorOf('name')}
        onText={name => put({ name })}
      />
      <NativeSelect
        label={t.protocol}
        value={form.protocol}
        data={Object.entries(t.protocols).map(([value, label]) => ({ value, label }))}
        onChange={event => put(withProtocol(form, event.currentTarget.value as Form['protocol']))}
      />
      <Field
        id="address"
        label={t.address}
        about={sru ? t.addressSru : t.addressZ}
        value={form.address}
        error={errorOf('address')}
        onText={address => put({ address })}
      />
      {sru ? (
        <NativeSelect
          label={t.version}
          value={form.sru_version}
          data={[...sruVersions]}
          onChange={event => put({ sru_version: event.currentTarget.value as Form['sru_version'] })}
        />
      ) : (
        <NativeSelect
          label={t.charset}
          value={form.charset}
          data={targetCharsets.map(value => ({ value, label: t.charsets[value] ?? value }))}
          onChange={event => put({ charset: event.currentTarget.value as Form['charset'] })}
        />
      )}
      <Field
        id="syntax"
        label={t.syntax}
        about={sru ? t.syntaxSru : t.syntaxZ}
        value={form.syntax}
        most={60}
        error={undefined}
        onText={syntax => put({ syntax })}
      />
    </div>
  )
}

const Questions = ({ form, put, errorOf }: Part): ReactNode => {
  const t = useTexts(copyTexts)
  const labels = { isbn: t.isbn, title: t.titleWords, author: t.author }
  return (
    <fieldset className={css['set']}>
      <legend className="k-strong">{t.target.questions}</legend>
      <p className="k-quiet">{form.protocol === 'sru' ? t.target.questionsSru : t.target.questionsZ}</p>
      <div className={css['fields']}>
        {(['isbn', 'title', 'author'] as const).map(name => (
          <Field
            key={name}
            id={name}
            label={labels[name]}
            value={form.indexes[name]}
            most={80}
            error={errorOf(name)}
            onText={text => put({ indexes: { ...form.indexes, [name]: text } })}
          />
        ))}
      </div>
    </fieldset>
  )
}

const Taking = ({ form, put, errorOf }: Part): ReactNode => {
  const { target: t } = useTexts(copyTexts)
  return (
    <div className={css['fields']}>
      <Field
        id="agency"
        label={t.agency}
        about={t.agencyAbout}
        value={form.agency}
        most={20}
        error={errorOf('agency')}
        onText={agency => put({ agency })}
      />
      <Field
        id="drop"
        label={t.drop}
        about={t.dropAbout}
        value={form.drop}
        error={errorOf('drop')}
        onText={drop => put({ drop })}
      />
      <Field
        id="patience"
        label={t.patience}
        value={form.patience}
        most={2}
        error={errorOf('patience')}
        onText={patience => put({ patience })}
      />
      <Field
        id="coupling"
        label={t.coupling}
        value={form.coupling}
        most={40}
        error={undefined}
        onText={coupling => put({ coupling })}
      />
    </div>
  )
}

const useFaultTexts = (): Readonly<Record<TargetFault, readonly [label: string, text: string]>> => {
  const { target: t, isbn, titleWords, author } = useTexts(copyTexts)
  return {
    name: [t.name, t.needed],
    address: [t.address, t.needed],
    agency: [t.agency, t.needed],
    isbn: [isbn, t.needed],
    title: [titleWords, t.needed],
    author: [author, t.needed],
    drop: [t.drop, t.dropWrong],
    patience: [t.patience, t.patienceWrong],
  }
}

/** A catalogue to ask, new or changed. */
export const TargetForm = ({
  target,
  close,
}: {
  target: CopyTarget | null
  close: () => void
}): ReactNode => {
  const { target: t } = useTexts(copyTexts)
  const b = useTexts(baseTexts)
  const texts = useFaultTexts()
  const [form, setForm] = useState<Form>(() => (target === null ? blankTarget : formOf(target)))
  const [turn, setTurn] = useState(0)
  const save = useDo(saveTarget, [listTargets])
  const put = (part: Partial<Form>): void => setForm(now => ({ ...now, ...part }))
  const faults = faultsOf(form)
  const errorOf = (field: TargetFault): string | undefined =>
    turn > 0 && faults.includes(field) ? texts[field][1] : undefined
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (faults.length > 0) return setTurn(turn + 1)
    const body = { command_id: newCommandId(), target_id: target?.target_id ?? null, ...targetOf(form) }
    save.mutate(
      { body },
      {
        onSuccess: () => {
          tell(t.saved)
          close()
        },
      },
    )
  }
  const part = { form, put, errorOf }
  return (
    <form onSubmit={submit} noValidate>
      <Spine panel className="k-stack">
        {turn > 0 && (
          <ErrorSummary
            errors={faults.map(f => ({ id: `target-${f}`, label: texts[f][0], text: texts[f][1] }))}
            turn={turn}
          />
        )}
        <Where {...part} />
        <Questions {...part} />
        <Taking {...part} />
        <Checkbox
          label={t.active}
          checked={form.active}
          onChange={event => put({ active: event.currentTarget.checked })}
        />
        {save.error !== null && <Failed error={save.error} />}
        <div className="k-line k-line-end">
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" loading={save.isPending}>
            {t.save}
          </Button>
        </div>
      </Spine>
    </form>
  )
}
