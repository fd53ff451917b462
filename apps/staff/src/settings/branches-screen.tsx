import { changeBranch, listBranches } from '@kaft/contract/organisation'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { ErrorSummary, useFocusOnOpen } from '../base/form.tsx'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Failed, Read } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import { readWeek, spansOf, type Weekday, type Week, weekdays, weekOf, writtenSpans } from './hours.model.ts'
import { type Branch, useOwnBranches } from './own-branches.ts'
import css from './settings.module.css'
import { SettingsPage } from './settings-page.tsx'
import { settingsTexts } from './texts/index.ts'

const fieldId = (branch_id: string, day: Weekday): string => `hours-${branch_id}-${day}`

const HoursFields = ({
  branch_id,
  week,
  set,
  wrong,
}: {
  branch_id: string
  week: Week
  set: (day: Weekday, text: string) => void
  wrong: readonly Weekday[]
}): ReactNode => {
  const t = useTexts(settingsTexts)
  return (
    <fieldset className={css['fieldset']}>
      <legend className="k-strong">{t.branches.hours}</legend>
      <p className="k-quiet k-text-xs">{t.branches.hoursHint}</p>
      <div className={css['week']}>
        {weekdays.map(day => (
          <TextInput
            key={day}
            id={fieldId(branch_id, day)}
            label={t.weekdays[day]}
            value={week[day]}
            placeholder={t.branches.shut}
            autoComplete="off"
            error={wrong.includes(day) ? t.branches.hoursWrong : undefined}
            onChange={event => set(day, event.currentTarget.value)}
          />
        ))}
      </div>
    </fieldset>
  )
}

const EditBranch = ({ branch, close }: { branch: Branch; close: () => void }): ReactNode => {
  const t = useTexts(settingsTexts)
  const b = useTexts(baseTexts)
  const save = useDo(changeBranch, [listBranches])
  const [name, setName] = useState(branch.name)
  const [address, setAddress] = useState(branch.address ?? '')
  const [week, setWeek] = useState<Week>(() => weekOf(branch.hours, t.branches.and))
  const [wrong, setWrong] = useState<readonly Weekday[]>([])
  const [turn, setTurn] = useState(0)
  const field = useFocusOnOpen<HTMLInputElement>()
  const { branch_id } = branch
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const read = readWeek(week)
    setWrong(read.ok ? [] : read.wrong)
    if (name.trim() === '') return field.current?.focus()
    if (!read.ok) return setTurn(n => n + 1)
    const body = {
      command_id: newCommandId(),
      name: name.trim(),
      address: address.trim() || null,
      hours: read.hours,
    }
    save.mutate(
      { params: { branch_id }, body },
      {
        onSuccess: saved => {
          tell(t.branches.saved(saved.name))
          close()
        },
      },
    )
  }
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      <ErrorSummary
        turn={turn}
        errors={wrong.map(day => ({
          id: fieldId(branch_id, day),
          label: t.weekdays[day],
          text: t.branches.hoursWrong,
        }))}
      />
      {save.error !== null && <Failed error={save.error} />}
      <div className={css['form']}>
        <TextInput
          ref={field}
          label={t.branches.name}
          value={name}
          maxLength={80}
          autoComplete="off"
          error={name.trim() === '' ? b.needed : undefined}
          onChange={event => setName(event.currentTarget.value)}
        />
        <TextInput
          label={`${t.branches.address} (${b.optional})`}
          value={address}
          maxLength={200}
          autoComplete="off"
          onChange={event => setAddress(event.currentTarget.value)}
        />
      </div>
      <HoursFields
        branch_id={branch_id}
        week={week}
        wrong={wrong}
        set={(day, text) => setWeek(now => ({ ...now, [day]: text }))}
      />
      <div className="k-line k-line-end">
        <Button onClick={close}>{b.cancel}</Button>
        <Button type="submit" variant="filled" loading={save.isPending}>
          {b.save}
        </Button>
      </div>
    </form>
  )
}

const BranchPanel = ({ branch, edit }: { branch: Branch; edit: () => void }): ReactNode => {
  const t = useTexts(settingsTexts)
  const b = useTexts(baseTexts)
  return (
    <Spine panel className="k-stack">
      <div className="k-line k-line-between">
        <h2 className="k-text-md k-strong">{branch.name}</h2>
        <Button size="compact-sm" onClick={edit} aria-label={`${b.change}: ${branch.name}`}>
          {b.change}
        </Button>
      </div>
      <p className="k-quiet">{branch.address ?? t.branches.noAddress}</p>
      <dl className={css['hours']}>
        {weekdays.map(day => {
          const spans = spansOf(branch.hours, day)
          return [
            <dt key={`${day} name`}>{t.weekdays[day]}</dt>,
            <dd key={`${day} hours`}>
              {spans.length === 0 ? (
                <span className="k-quiet">{t.branches.shut}</span>
              ) : (
                writtenSpans(spans, t.branches.and)
              )}
            </dd>,
          ]
        })}
      </dl>
    </Spine>
  )
}

/** Name, address and weekly hours of each branch of the own library. */
export const Screen = (): ReactNode => {
  const read = useOwnBranches()
  const [edited, edit] = useState<string | null>(null)
  return (
    <SettingsPage room="branches">
      <Read of={read}>
        {branches => {
          const open = branches.find(branch => branch.branch_id === edited)
          return (
            <>
              {open !== undefined && (
                <Spine panel className="k-stack">
                  <EditBranch key={open.branch_id} branch={open} close={() => edit(null)} />
                </Spine>
              )}
              <div className={css['panels']}>
                {branches
                  .filter(branch => branch !== open)
                  .map(branch => (
                    <BranchPanel key={branch.branch_id} branch={branch} edit={() => edit(branch.branch_id)} />
                  ))}
              </div>
            </>
          )
        }}
      </Read>
    </SettingsPage>
  )
}
