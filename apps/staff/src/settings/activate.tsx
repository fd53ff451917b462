import {
  activateRegulation,
  askActivation,
  listRegulations,
  type OpenLoans,
  readRegulation,
} from '@kaft/contract/regulations'
import type { OkOf } from '@kaft/contract/operation'
import type { Finding } from '@kaft/contract/problem'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { DayField } from '../base/day-field.tsx'
import { parseDay, typedDay } from '../base/day.model.ts'
import { addDays } from '../base/dates.rules.ts'
import { useFocusOnOpen } from '../base/form.tsx'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { findingsOf } from '../base/problem.ts'
import { findingText } from '../base/problem-text.ts'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import { OpenLoansChoice } from './regulation/open-loans.tsx'
import { versionTexts } from './regulation/texts.ts'
import css from './settings.module.css'
import { settingsTexts } from './texts/index.ts'

/** What keeps a version from being activated: each fault, tie and hole in its own sentence. */
const Faults = ({ findings }: { findings: readonly Finding[] }): ReactNode => {
  const t = useTexts(settingsTexts).regulation
  const lang = useLanguage()
  const sentences = findings.map(finding => {
    const said = finding.about[`says_${lang}`]
    return typeof said === 'string' && said !== '' ? said : findingText(finding, lang)
  })
  return (
    <Spine state="stop" soft panel role="alert" className="k-stack">
      <StateWord state="stop">{t.notYet}</StateWord>
      <ul className={css['values']}>
        {[...new Set(sentences)].map(sentence => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Spine>
  )
}

/** What the form is for: to activate, or to ask a second person to. */
const useSending = (version: OkOf<typeof readRegulation>, asks: boolean) => {
  const t = useTexts(settingsTexts).regulation
  const v = useTexts(versionTexts)
  const refreshes = [readRegulation, listRegulations]
  const activate = useDo(activateRegulation, refreshes)
  const ask = useDo(askActivation, refreshes)
  const { name } = version
  return asks
    ? {
        ...ask,
        title: v.askTitle(name),
        about: v.askAbout,
        does: () => v.askDo,
        said: () => v.askedNow(name),
      }
    : {
        ...activate,
        title: t.activateTitle(name),
        about: t.activateAbout,
        does: (day: string) => t.activateDo(name, day),
        said: (day: string) => t.activated(name, day),
      }
}

/** Activating cannot be taken back by a key, so its button repeats the version and the day. */
export const Activate = ({
  version,
  asks,
  close,
}: {
  version: OkOf<typeof readRegulation>
  /** Asks a second person in place of activating. */
  asks: boolean
  close: () => void
}): ReactNode => {
  const t = useTexts(settingsTexts).regulation
  const b = useTexts(baseTexts)
  const f = useFormats()
  const sending = useSending(version, asks)
  const asked = version.starts_on !== null && version.starts_on >= dayOf() ? version.starts_on : null
  const [starts, setStarts] = useState(typedDay(asked ?? addDays(dayOf(), 1)))
  const [reason, setReason] = useState(version.reason)
  const [open_loans, setOpenLoans] = useState<OpenLoans>(version.open_loans)
  const field = useFocusOnOpen<HTMLInputElement>()
  const starts_on = parseDay(starts, dayOf())
  const wrong = starts_on === null || starts_on < dayOf()
  const day = starts_on === null ? '' : f.dayYear(starts_on)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (starts_on === null || wrong || reason.trim() === '') return
    const { version_id } = version
    const body = { command_id: newCommandId(), starts_on, reason: reason.trim() }
    sending.mutate(
      { params: { version_id }, body: asks ? body : { ...body, open_loans } },
      {
        onSuccess: () => {
          tell(sending.said(day))
          close()
        },
      },
    )
  }
  const findings = findingsOf(sending.error)
  return (
    <form onSubmit={submit} noValidate>
      <Spine panel state="ask" className="k-stack">
        <h2 className="k-text-md k-strong">{sending.title}</h2>
        <p className="k-quiet">{sending.about}</p>
        {sending.error !== null &&
          (findings.length > 0 ? <Faults findings={findings} /> : <Failed error={sending.error} />)}
        <div className={css['form']}>
          <DayField
            ref={field}
            label={t.startsOn}
            value={starts}
            onText={setStarts}
            error={wrong ? b.dayUnreadable : undefined}
          />
          <TextInput
            label={t.why}
            description={t.whyHint}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={reason}
            maxLength={300}
            autoComplete="off"
            error={reason.trim() === '' ? b.needed : undefined}
            onChange={event => setReason(event.currentTarget.value)}
          />
        </div>
        {!asks && <OpenLoansChoice version_id={version.version_id} value={open_loans} set={setOpenLoans} />}
        <div className="k-line k-line-end">
          <Button onClick={close}>{b.cancel}</Button>
          <Button type="submit" variant="filled" disabled={wrong} loading={sending.isPending}>
            {sending.does(day)}
          </Button>
        </div>
      </Spine>
    </form>
  )
}
