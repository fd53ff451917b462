import { addCase, rightsCases } from '@kaft/contract/rights'
import { myDay } from '@kaft/contract/circulation'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { parseDay, typedDay } from '../base/day.model.ts'
import { DayField } from '../base/day-field.tsx'
import { useFocusOnOpen } from '../base/form.tsx'
import { useFormats } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { useSession } from '../base/session.ts'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import { FindPerson, type Found } from './find-person.tsx'
import { askedOf, emptyIntake, type Intake, lacks } from './intake.model.ts'
import { IntakeFields } from './intake-fields.tsx'
import css from './privacy.module.css'
import { caseTexts } from './texts/cases.ts'

interface Sender {
  readonly name: string
  readonly email: string
  readonly address: string
  readonly received: string
}

const useSubmit = (
  form: Intake,
  sender: Sender,
  of: { person: Found | null; today: string; close: () => void },
) => {
  const t = useTexts(caseTexts).form
  const f = useFormats()
  const session = useSession()
  const add = useDo(addCase, [rightsCases, myDay])
  const [tried, setTried] = useState(false)
  const received_on = parseDay(sender.received, of.today)
  const bad = received_on === null || received_on > of.today
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (bad || received_on === null || sender.name.trim() === '' || lacks(form) !== null) return
    const [email, address] = [sender.email.trim(), sender.address.trim()]
    add.mutate(
      {
        body: {
          command_id: newCommandId(),
          ...askedOf(form),
          library_id: of.person?.library_id ?? session.library_id,
          ...(of.person === null ? {} : { patron_id: of.person.patron_id }),
          received_on,
          name: sender.name.trim(),
          ...(email === '' ? {} : { email }),
          ...(address === '' ? {} : { address }),
        },
      },
      {
        onSuccess: made => {
          tell(t.started(made.number, f.dayLong(made.strict_on)))
          of.close()
        },
      },
    )
  }
  return { add, tried, bad, submit }
}

/** A request that came by letter or e-mail: whom it is about may be found at once or later. */
export const AddCase = ({ close, today }: { close: () => void; today: string }): ReactNode => {
  const all = useTexts(caseTexts)
  const t = all.form
  const b = useTexts(baseTexts)
  const first = useFocusOnOpen<HTMLInputElement>()
  const [form, set] = useState<Intake>(emptyIntake)
  const [person, choose] = useState<Found | null>(null)
  const [sender, setSender] = useState<Sender>({
    name: '',
    email: '',
    address: '',
    received: typedDay(today),
  })
  const { add, tried, bad, submit } = useSubmit(form, sender, { person, today, close })
  const take = (found: Found): void => {
    choose(found)
    if (sender.name.trim() === '') setSender({ ...sender, name: found.name })
  }
  const text = (key: 'name' | 'email'): ReactNode => (
    <TextInput
      ref={key === 'name' ? first : undefined}
      label={t[key]}
      value={sender[key]}
      autoComplete="off"
      maxLength={200}
      error={key === 'name' && tried && sender.name.trim() === '' ? b.needed : undefined}
      onChange={event => setSender({ ...sender, [key]: event.currentTarget.value })}
    />
  )
  return (
    <Spine panel className="k-stack">
      <h2 className="k-text-md k-strong">{t.title}</h2>
      {add.error !== null && <Failed error={add.error} />}
      <FindPerson chosen={person} choose={take} />
      <form className="k-stack" onSubmit={submit} noValidate>
        <div className={css['form']}>
          {text('name')}
          {text('email')}
          <DayField
            label={t.received}
            value={sender.received}
            onText={received => setSender({ ...sender, received })}
            error={tried && bad ? t.day : undefined}
          />
          <Textarea
            label={t.address}
            value={sender.address}
            autosize
            minRows={1}
            maxLength={300}
            onChange={event => setSender({ ...sender, address: event.currentTarget.value })}
          />
        </div>
        <IntakeFields form={form} set={set} tried={tried} />
        <div className="k-line k-line-end">
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" loading={add.isPending}>
            {t.start}
          </Button>
        </div>
      </form>
    </Spine>
  )
}
