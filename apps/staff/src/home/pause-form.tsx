import {
  type HomePause,
  listHomeRoutes,
  pauseHomeStop,
  readHomePlace,
  readHomeRound,
} from '@kaft/contract/home-delivery'
import { myDay } from '@kaft/contract/circulation'
import { Button } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { DayField } from '../base/day-field.tsx'
import { parseDay, typedDay } from '../base/day.model.ts'
import { dayOf, formatsIn } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { language, textsNow, useTexts } from '../base/language.ts'
import { closePanel, openPanel } from '../base/panel.ts'
import { Failed } from '../base/states.tsx'
import { baseTexts } from '../base/texts.ts'
import { offerWayBack } from '../base/undo.ts'
import { homeTexts } from './texts.ts'

const refreshes = [readHomeRound, readHomePlace, listHomeRoutes, myDay]

/** A reader on a route, and the pause that they have now. */
export interface Pausing {
  readonly route_id: string
  readonly patron_id: string
  readonly name: string
  readonly pause: HomePause | null
}

/** Sets a pause, or ends it, and offers the one that was. */
export const usePause = ({ route_id, patron_id, name, pause: was }: Pausing) => {
  const act = useDo(pauseHomeStop, refreshes)
  const params = { route_id, patron_id }
  const told = (pause: HomePause | null): string => {
    const t = textsNow(homeTexts).pause
    return pause === null ? t.ended(name) : t.set(name, pauseText(pause))
  }
  const set = (pause: HomePause | null): void =>
    act.mutate(
      { params, body: { command_id: newCommandId(), pause } },
      {
        onSuccess: () => {
          closePanel()
          offerWayBack(told(pause), refreshes, async () => {
            await call(pauseHomeStop, { params, body: { command_id: newCommandId(), pause: was } })
            return told(was)
          })
        },
      },
    )
  return { act, set }
}

/** The pause in words: until which day, and from which where that is to come. */
export const pauseText = ({ from, until }: HomePause): string => {
  const t = textsNow(homeTexts).pause
  const f = formatsIn(language.get())
  return t.days(from > dayOf() ? f.dayShort(from) : null, until === null ? null : f.dayShort(until))
}

/** From which day, and until which; without a last day until somebody ends it. */
const PauseForm = (of: Pausing): ReactNode => {
  const t = useTexts(homeTexts).pause
  const b = useTexts(baseTexts)
  const [from, setFrom] = useState(typedDay(of.pause?.from ?? dayOf()))
  const [until, setUntil] = useState(of.pause?.until ? typedDay(of.pause.until) : '')
  const [unreadable, setUnreadable] = useState<'from' | 'until' | null>(null)
  const { act, set } = usePause(of)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const [first, last] = [parseDay(from, dayOf()), parseDay(until, dayOf())]
    if (first === null) return setUnreadable('from')
    if (until.trim() !== '' && last === null) return setUnreadable('until')
    set({ from: first, until: last })
  }
  const typed = (into: (text: string) => void) => (text: string) => {
    into(text)
    setUnreadable(null)
  }
  return (
    <form className="k-stack" onSubmit={submit}>
      {act.error !== null && <Failed error={act.error} />}
      <p className="k-quiet">{t.about}</p>
      <DayField
        autoFocus
        label={t.from}
        value={from}
        error={unreadable === 'from' ? b.dayUnreadable : undefined}
        onText={typed(setFrom)}
      />
      <DayField
        label={t.until}
        value={until}
        error={unreadable === 'until' ? b.dayUnreadable : undefined}
        onText={typed(setUntil)}
      />
      <Button type="submit" loading={act.isPending}>
        {t.save}
      </Button>
    </form>
  )
}

export const openPauseForm = (of: Pausing): void =>
  openPanel({ title: textsNow(homeTexts).pause.title(of.name), body: <PauseForm {...of} /> })
