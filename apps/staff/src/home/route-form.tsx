import { addHomeRoute, changeHomeRoute, type HomeRoute, listHomeRoutes } from '@kaft/contract/home-delivery'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { DayField } from '../base/day-field.tsx'
import { parseDay, typedDay } from '../base/day.model.ts'
import { useFocusOnOpen } from '../base/form.tsx'
import { dayOf } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { useSession } from '../base/session.ts'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import css from './home.module.css'
import { homeTexts } from './texts.ts'

const rhythms = [1, 2, 3, 4, 5, 6, 7, 8] as const
const useSave = (route: HomeRoute | null) => {
  const add = useDo(addHomeRoute, [listHomeRoutes])
  const change = useDo(changeHomeRoute, [listHomeRoutes])
  return {
    busy: add.isPending || change.isPending,
    error: add.error ?? change.error,
    save: (
      fields: { name: string; branch_id: string; weeks: number; first_on: string; carrier: string | null },
      onSuccess: () => void,
    ): void => {
      const body = { command_id: newCommandId(), ...fields }
      if (route === null) add.mutate({ body }, { onSuccess })
      else
        change.mutate(
          { params: { route_id: route.route_id }, body: { ...body, ended: route.ended } },
          { onSuccess },
        )
    },
  }
}

/** The fields of a route: its name and rhythm, from which day, and who drives. */
export const RouteForm = ({ route, close }: { route: HomeRoute | null; close: () => void }): ReactNode => {
  const t = useTexts(homeTexts)
  const b = useTexts(baseTexts)
  const session = useSession()
  const field = useFocusOnOpen<HTMLInputElement>()
  const { busy, error, save } = useSave(route)
  const [name, setName] = useState(route?.name ?? '')
  const [branch_id, setBranch] = useState(route?.branch_id ?? session.branch_id)
  const [weeks, setWeeks] = useState(String(route?.weeks ?? 2))
  const [first, setFirst] = useState(route === null ? '' : typedDay(route.first_on))
  const [carrier, setCarrier] = useState(route?.carrier ?? '')
  const [tried, setTried] = useState(false)
  const first_on = parseDay(first, dayOf())
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (name.trim() === '' || first_on === null) return
    save({ name, branch_id, weeks: Number(weeks), first_on, carrier: carrier.trim() || null }, () => {
      tell(t.form.saved(name.trim()))
      close()
    })
  }
  return (
    <Spine panel state="move">
      <form className="k-stack" onSubmit={submit} noValidate>
        {error !== null && <Failed error={error} />}
        <div className={css['form']}>
          <TextInput
            ref={field}
            label={t.form.name}
            description={t.form.nameHint}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={name}
            maxLength={60}
            autoComplete="off"
            error={tried && name.trim() === '' ? b.needed : undefined}
            onChange={event => setName(event.currentTarget.value)}
          />
          <NativeSelect
            label={t.form.branch}
            value={branch_id}
            data={session.branches.map(one => ({ value: one.branch_id, label: one.name }))}
            onChange={event => setBranch(event.currentTarget.value)}
          />
          <NativeSelect
            label={t.form.weeks}
            value={weeks}
            data={rhythms.map(n => ({ value: String(n), label: t.rhythm(n) }))}
            onChange={event => setWeeks(event.currentTarget.value)}
          />
          <DayField
            label={t.form.first}
            value={first}
            onText={setFirst}
            error={tried && first_on === null ? t.form.wrongDay : undefined}
          />
          <TextInput
            label={t.form.carrier}
            description={t.form.carrierHint}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={carrier}
            maxLength={60}
            autoComplete="off"
            onChange={event => setCarrier(event.currentTarget.value)}
          />
        </div>
        <div className="k-line k-line-end">
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" loading={busy}>
            {t.form.save}
          </Button>
        </div>
      </form>
    </Spine>
  )
}
