import { makePersonList, type MadeListKind, personLists } from '@kaft/contract/person-lists'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useAsked } from '../../base/address.ts'
import { newCommandId } from '../../base/command-id.ts'
import { DayField } from '../../base/day-field.tsx'
import { addMonths, parseDay, typedDay } from '../../base/day.model.ts'
import { dayOf } from '../../base/format.ts'
import { useDo } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Failed } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import css from '../patrons.module.css'
import { patronTexts } from '../texts/index.ts'
import { listTexts } from './texts.ts'

const kinds: readonly MadeListKind[] = ['ending', 'too_old', 'no_email', 'online']
const keeps = [1, 7, 14, 30] as const
/** As the server wants it: a purpose says something. */
const LEAST = 8

/** Whom, by when, what for, and how long. Without a purpose there is no list. */
export const MakeList = (): ReactNode => {
  const t = useTexts(listTexts)
  const p = useTexts(patronTexts)
  const make = useDo(makePersonList, [personLists])
  const asked = useAsked().get('soort')
  const [kind, setKind] = useState<MadeListKind>(kinds.find(one => one === asked) ?? 'ending')
  const [by, setBy] = useState(typedDay(addMonths(dayOf(), 1)))
  const [purpose, setPurpose] = useState('')
  const [days, setDays] = useState(7)
  const [tried, setTried] = useState(false)
  const byDay = kind === 'ending' || kind === 'too_old'
  const day = parseDay(by, dayOf())
  const wrongDay = byDay && (day === null || day < dayOf())
  const short = purpose.trim().length < LEAST
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (short || wrongDay) return
    const until = !byDay || day === null ? {} : { by: day }
    make.mutate(
      { body: { command_id: newCommandId(), kind, purpose: purpose.trim(), days, ...until } },
      {
        onSuccess: list => {
          tell(t.made(list.people))
          setPurpose('')
          setTried(false)
        },
      },
    )
  }
  return (
    <Spine panel>
      <form className={css['block']} onSubmit={submit} noValidate>
        <div className={css['grid']}>
          <NativeSelect
            label={t.kind}
            value={kind}
            data={kinds.map(value => ({ value, label: t.kinds[value] }))}
            onChange={event => setKind(event.currentTarget.value as MadeListKind)}
          />
          {byDay && (
            <DayField
              label={t.by}
              value={by}
              onText={setBy}
              error={tried && wrongDay ? p.errors.until : undefined}
            />
          )}
          <TextInput
            label={t.purpose}
            description={t.purposeHint}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={purpose}
            maxLength={200}
            autoComplete="off"
            error={tried && short ? t.purposeShort : undefined}
            onChange={event => setPurpose(event.currentTarget.value)}
          />
          <NativeSelect
            label={t.days}
            value={String(days)}
            data={keeps.map(n => ({ value: String(n), label: t.dayCount(n) }))}
            onChange={event => setDays(Number(event.currentTarget.value))}
          />
        </div>
        {make.error !== null && <Failed error={make.error} />}
        <div className="k-line k-line-end">
          <Button type="submit" variant="filled" loading={make.isPending}>
            {t.make}
          </Button>
        </div>
      </form>
    </Spine>
  )
}
