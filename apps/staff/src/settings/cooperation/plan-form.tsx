import { listJoinings, planJoining } from '@kaft/contract/joinings'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../../base/command-id.ts'
import { DayField } from '../../base/day-field.tsx'
import { parseDay } from '../../base/day.model.ts'
import { useFocusOnOpen } from '../../base/form.tsx'
import { dayOf } from '../../base/format.ts'
import { useDo } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Failed } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { baseTexts } from '../../base/texts.ts'
import type { Agreement } from '../agreements-screen.tsx'
import css from '../settings.module.css'
import { settingsTexts } from '../texts/index.ts'
import { LibraryBoxes } from './library-boxes.tsx'
import { typedTypes } from './plan.model.ts'
import { cooperationTexts } from './texts.ts'

const rungs = ['1', '2', '3a', '3b', '3c'] as const
type Rung = (typeof rungs)[number]

const usePlan = (agreements: readonly Agreement[], done: (joining_id: string) => void) => {
  const t = useTexts(cooperationTexts)
  const plan = useDo(planJoining, [listJoinings])
  const [agreement_id, setAgreement] = useState('')
  const [name, setName] = useState('')
  const [rung, setRung] = useState<Rung>('3a')
  const [starts, setStarts] = useState('')
  const [types, setTypes] = useState('')
  const [library_ids, setLibraries] = useState<readonly string[]>([])
  const [known, setKnown] = useState(false)
  const [told, setTold] = useState('')
  const [where, setWhere] = useState('')
  const [tried, setTried] = useState(false)
  const joined = agreements.find(one => one.agreement_id === agreement_id)
  const starts_on = parseDay(starts, dayOf())
  const told_on = parseDay(told, dayOf())
  const membership_types = typedTypes(types)
  const wrong = {
    name: joined === undefined && name.trim() === '',
    starts: starts_on === null || starts_on < dayOf(),
    types: membership_types === undefined,
    libraries: library_ids.length < (joined === undefined ? 2 : 1),
    told: known && (told_on === null || told_on > dayOf()),
    where: known && where.trim() === '',
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (Object.values(wrong).includes(true) || starts_on === null || membership_types === undefined) return
    const body = {
      command_id: newCommandId(),
      ...(joined === undefined ? {} : { agreement_id }),
      name: joined?.name ?? name.trim(),
      rung: joined?.rung ?? rung,
      starts_on,
      ends_on: null,
      library_ids: [...library_ids],
      membership_types,
      told_before: known && told_on !== null ? { on: told_on, reference: where.trim() } : null,
    }
    plan.mutate(
      { body },
      {
        onSuccess: made => {
          tell(t.done(made.name))
          done(made.joining_id)
        },
      },
    )
  }
  const set = {
    setAgreement,
    setName,
    setRung,
    setStarts,
    setTypes,
    setLibraries,
    setKnown,
    setTold,
    setWhere,
  }
  const fields = { agreement_id, name, rung, starts, types, library_ids, known, told, where }
  return { ...fields, ...set, joined, plan, submit, shown: tried ? wrong : null }
}
type Form = ReturnType<typeof usePlan>

/** A new cooperation has a name, a rung and types; the one that is joined has them already. */
const NewFields = ({ form }: { form: Form }): ReactNode => {
  const t = useTexts(cooperationTexts)
  const s = useTexts(settingsTexts)
  const b = useTexts(baseTexts)
  if (form.joined !== undefined) return null
  return (
    <>
      <TextInput
        label={s.agreements.name}
        value={form.name}
        maxLength={120}
        autoComplete="off"
        error={form.shown?.name === true ? b.needed : undefined}
        onChange={event => form.setName(event.currentTarget.value)}
      />
      <NativeSelect
        label={s.agreements.rung}
        value={form.rung}
        data={rungs.map(one => ({ value: one, label: `${one} · ${s.agreements.rungs[one]}` }))}
        onChange={event => form.setRung(event.currentTarget.value as Rung)}
      />
      <TextInput
        label={t.types}
        description={t.typesHint}
        value={form.types}
        autoComplete="off"
        error={form.shown?.types === true ? t.typesWrong : undefined}
        onChange={event => form.setTypes(event.currentTarget.value)}
      />
    </>
  )
}

const ToldBefore = ({ form }: { form: Form }): ReactNode => {
  const t = useTexts(cooperationTexts)
  const b = useTexts(baseTexts)
  return (
    <>
      <Checkbox
        label={t.toldBefore}
        checked={form.known}
        onChange={event => form.setKnown(event.currentTarget.checked)}
      />
      {form.known && (
        <div className={css['form']}>
          <DayField
            label={t.toldOn}
            value={form.told}
            onText={form.setTold}
            error={
              form.shown?.told === true
                ? parseDay(form.told, dayOf()) === null
                  ? b.dayUnreadable
                  : t.future
                : undefined
            }
          />
          <TextInput
            label={t.toldWhere}
            description={t.toldWhereHint}
            value={form.where}
            maxLength={200}
            autoComplete="off"
            error={form.shown?.where === true ? b.needed : undefined}
            onChange={event => form.setWhere(event.currentTarget.value)}
          />
        </div>
      )}
    </>
  )
}

/** Prepares that libraries join a cooperation or begin one: nothing opens yet. */
export const PlanJoining = ({
  agreements,
  close,
  done,
}: {
  agreements: readonly Agreement[]
  close: () => void
  done: (joining_id: string) => void
}): ReactNode => {
  const t = useTexts(cooperationTexts)
  const b = useTexts(baseTexts)
  const form = usePlan(agreements, done)
  const field = useFocusOnOpen<HTMLSelectElement>()
  return (
    <form onSubmit={form.submit} noValidate>
      <Spine panel className="k-stack">
        <div>
          <h2 className="k-text-md k-strong">{t.plan}</h2>
          <p className="k-quiet">{t.planAbout}</p>
        </div>
        {form.plan.error !== null && <Failed error={form.plan.error} />}
        <div className={css['form']}>
          <NativeSelect
            ref={field}
            label={t.what}
            value={form.agreement_id}
            data={[
              { value: '', label: t.newOne },
              ...agreements.map(one => ({ value: one.agreement_id, label: t.joinOne(one.name) })),
            ]}
            onChange={event => form.setAgreement(event.currentTarget.value)}
          />
          <DayField
            label={t.starts}
            value={form.starts}
            onText={form.setStarts}
            error={
              form.shown?.starts === true
                ? parseDay(form.starts, dayOf()) === null
                  ? b.dayUnreadable
                  : t.past
                : undefined
            }
          />
          <NewFields form={form} />
        </div>
        <LibraryBoxes
          chosen={form.library_ids}
          choose={form.setLibraries}
          without={form.joined?.members.filter(m => m.left_on === null).map(m => m.library_id) ?? []}
          error={form.shown?.libraries === true ? t.few : undefined}
        />
        <ToldBefore form={form} />
        <div className="k-line k-line-end">
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" loading={form.plan.isPending}>
            {t.do}
          </Button>
        </div>
      </Spine>
    </form>
  )
}
