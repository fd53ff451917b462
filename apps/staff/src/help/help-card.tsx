import type { Help } from '@kaft/contract/help'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { dayOf, useFormats } from '../base/format.ts'
import { useTexts } from '../base/language.ts'
import { lookOf } from './help.model.ts'
import { Looked } from './looked.tsx'
import { helpTexts } from './texts.ts'

/** A day and an hour, the day only where it is not today. */
const useMoment = (): ((at: string) => string) => {
  const f = useFormats()
  return at => (dayOf(at) === dayOf() ? f.time(at) : `${f.dayShort(dayOf(at))} ${f.time(at)}`)
}

const Reasons = ({ one }: { one: Help }): ReactNode => {
  const t = useTexts(helpTexts)
  const said = [
    [t.reason, one.reason],
    [t.toWrite, one.write_reason],
    [t.byCentral, one.central_why],
    [one.answered_name === null ? '' : t.answered(one.answered_name), one.answer],
  ] as const
  return (
    <>
      {said.map(([label, text]) =>
        text === null ? null : (
          <p key={label} className="k-prose" style={{ whiteSpace: 'pre-line' }}>
            <span className="k-quiet">{label}: </span>
            {text}
          </p>
        ),
      )}
    </>
  )
}

/** What was looked at, for who may know: folded, since it is long. */
const Looks = ({ one }: { one: Help }): ReactNode => {
  const t = useTexts(helpTexts)
  const [open, setOpen] = useState(false)
  if (one.looks === null || one.begins_at === null) return null
  return (
    <>
      <div className="k-line">
        <span>{t.looks(one.looks)}</span>
        {one.looks > 0 && (
          <Button size="compact-sm" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? t.hide : t.whatLooked}
          </Button>
        )}
      </div>
      {open && <Looked help_id={one.help_id} />}
    </>
  )
}

/** One question for help, and what came of it; what can be done with it stands below. */
export const HelpCard = ({ one, children }: { one: Help; children?: ReactNode }): ReactNode => {
  const t = useTexts(helpTexts)
  const at = useMoment()
  const state = lookOf[one.state]
  const over = one.state === 'withdrawn' ? t.withdrawnAt : t.endedAt
  const facts = [
    one.library_name,
    t.who(one.helper_name, t.employers[one.employer]),
    one.begins_at !== null && one.ends_at !== null
      ? t.span(at(one.begins_at), at(one.ends_at))
      : t.wants(one.hours),
    one.begins_at === null && one.starts_at !== null ? at(one.starts_at) : null,
    (one.answered_at === null ? one.write_reason !== null : one.writes) ? t.writesToo : t.looksOnly,
    one.ended_at !== null && one.ended_name !== null ? over(at(one.ended_at), one.ended_name) : null,
  ].filter(Boolean)
  return (
    <Spine state={state} panel className="k-stack">
      <div className="k-line k-line-between">
        <span className="k-strong">{t.ticket(one.ticket)}</span>
        {state === undefined ? (
          <span className="k-quiet">{t.states[one.state]}</span>
        ) : (
          <StateWord state={state} size={16}>
            {t.states[one.state]}
          </StateWord>
        )}
      </div>
      <p className="k-quiet">{facts.join(' · ')}</p>
      <Reasons one={one} />
      <Looks one={one} />
      {children}
    </Spine>
  )
}
