import { changeOnline, identifyOnline, listOnline } from '@kaft/contract/online'
import { mergePatrons } from '@kaft/contract/merges'
import { type Patron, readPatron } from '@kaft/contract/patrons'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useGo } from '../../base/address.ts'
import { Allowed } from '../../base/allowed.tsx'
import { call } from '../../base/api.ts'
import { baseTexts } from '../../base/texts.ts'
import { offerWayBack } from '../../base/undo.ts'
import { newCommandId } from '../../base/command-id.ts'
import { DayField } from '../../base/day-field.tsx'
import { parseDay, typedDay } from '../../base/day.model.ts'
import { addDays, dayOf, useFormats } from '../../base/format.ts'
import { useDo } from '../../base/hooks.ts'
import { textsNow, useTexts } from '../../base/language.ts'
import { paths } from '../../base/paths.ts'
import { useAllowed } from '../../base/session.ts'
import { Failed } from '../../base/states.tsx'
import { To } from '../../base/to.tsx'
import { mergePath } from '../merge/merge.model.ts'
import { patronTexts } from '../texts/index.ts'
import { onlineTexts } from './texts.ts'

type Online = NonNullable<Patron['online']>

/** Sets until when there is time, and offers the way back. */
const useVisit = (patron: Patron, online: Online) => {
  const change = useDo(changeOnline, [readPatron, listOnline])
  const set = (visit_until: string, text: string): void => {
    const ask = (day: string) => ({
      params: { patron_id: patron.patron_id },
      body: { command_id: newCommandId(), visit_until: day },
    })
    change.mutate(ask(visit_until), {
      onSuccess: () =>
        offerWayBack(text, [readPatron, listOnline], async () => {
          await call(changeOnline, ask(online.visit_until))
          return textsNow(baseTexts).undone
        }),
    })
  }
  return { set, error: change.error, busy: change.isPending }
}

const Extend = ({
  until,
  save,
  close,
}: {
  until: string
  save: (day: string) => void
  close: () => void
}): ReactNode => {
  const t = useTexts(onlineTexts)
  const p = useTexts(patronTexts)
  const [typed, setTyped] = useState(typedDay(until))
  const [tried, setTried] = useState(false)
  const day = parseDay(typed, dayOf())
  const wrong = day === null || day < dayOf()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (day === null || wrong) return
    save(day)
    close()
  }
  return (
    <form className="k-line" onSubmit={submit} noValidate>
      <DayField
        label={t.until}
        value={typed}
        onText={setTyped}
        error={tried && wrong ? p.errors.until : undefined}
      />
      <Button type="submit">{t.save}</Button>
    </form>
  )
}

/** Patrons who may be the same person: looked at, or merged by who may. */
export const Like = ({ patron, online }: { patron: Patron; online: Online }): ReactNode => {
  const t = useTexts(onlineTexts)
  const go = useGo()
  const may = useAllowed(mergePatrons)
  if (online.like.length === 0) return null
  return (
    <div>
      <p>{t.like}</p>
      <ul className="k-stack k-bare">
        {online.like.map(one => (
          <li key={one.patron_id} className="k-line">
            <To to={paths.patron(one.patron_id)}>{t.openLike(one.name, one.card_tail)}</To>
            {may && (
              <Button size="compact-sm" onClick={() => go(mergePath(one.patron_id, patron.patron_id))}>
                {t.merge}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {!may && <p className="k-quiet">{t.askMerge}</p>}
    </div>
  )
}

/** What holds for who registered on the internet, until when, and the way to lift it. */
export const OnlineBand = ({ patron, online }: { patron: Patron; online: Online }): ReactNode => {
  const t = useTexts(onlineTexts)
  const f = useFormats()
  const go = useGo()
  const [extends_, setExtends] = useState(false)
  const { set, error, busy } = useVisit(patron, online)
  const going = online.visit_until < dayOf()
  return (
    <Spine state="ask" soft panel className="k-stack">
      <StateWord state="ask">
        {going ? t.going : t.waits(f.dayYear(online.confirmed_on), f.dayYear(online.visit_until))}
      </StateWord>
      <p>
        {t.how} <span className="k-quiet">{online.may_hold ? t.mayHold : t.mayNotHold}</span>
      </p>
      <Like patron={patron} online={online} />
      {error !== null && <Failed error={error} />}
      {extends_ && (
        <Extend
          until={online.visit_until}
          close={() => setExtends(false)}
          save={day => set(day, t.extended(f.dayYear(day)))}
        />
      )}
      <Allowed op={identifyOnline}>
        <div className="k-line">
          <Button variant="filled" onClick={() => go(paths.identify(patron.patron_id))}>
            {t.identify}
          </Button>
          {!extends_ && <Button onClick={() => setExtends(true)}>{going ? t.keep : t.extend}</Button>}
          {!going && (
            <Button disabled={busy} onClick={() => set(addDays(dayOf(), -1), t.dropped)}>
              {t.drop}
            </Button>
          )}
        </div>
      </Allowed>
    </Spine>
  )
}
