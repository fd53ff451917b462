import { leaveHelp, openHelp } from '@kaft/contract/help'
import { readSession } from '@kaft/contract/organisation'
import { useEffect, useState } from 'react'
import { call } from '../base/api.ts'
import { hideBand, showBand } from '../base/band.ts'
import { textsNow, useTexts } from '../base/language.ts'
import { sessionEnded } from '../base/online.ts'
import { paths } from '../base/paths.ts'
import { queryClient } from '../base/query-client.ts'
import type { Session } from '../base/session.ts'
import { useStore } from '../base/store.ts'
import { tell } from '../base/tell.ts'
import { minutesLeft } from './help.model.ts'
import { helpTexts } from './texts.ts'

/** Remembers in this tab that somebody helps, and that the help was over: a page that is loaded anew knows neither. */
const HELPS = 'kaft.helps'
const OVER = 'kaft.help_over'

const addressOf = (path: string): string => `${import.meta.env.BASE_URL}${path.slice(1)}`

/** Another library, or none: nothing that was read before may be shown. */
const take = (session: Session, to: string): void => {
  queryClient.clear()
  queryClient.setQueryData([readSession.id, {}], session)
  sessionEnded.set(false)
  location.assign(to)
}

/** Into the library that the ticket names. */
export const goHelp = async (help_id: string): Promise<void> => {
  const session = await call(openHelp, { body: { help_id } })
  sessionStorage.setItem(HELPS, 'yes')
  take(session, addressOf(paths.patrons))
}

/** Whether this tab was helping when it was last seen: then its session may have ended with the help. */
export const wasHelping = (): boolean => sessionStorage.getItem(HELPS) !== null

/** Back to the own account of the helper; where that is over too, one signs in again. */
export const stopHelp = async (): Promise<void> => {
  sessionStorage.removeItem(HELPS)
  const session = await call(leaveHelp, {}).catch(() => null)
  if (session === null) return location.assign(import.meta.env.BASE_URL)
  sessionStorage.setItem(OVER, 'yes')
  take(session, addressOf(paths.help))
}

const TICK = 10_000
/** As long as somebody from outside looks, every screen shouts where, by which ticket and for how long. */
export const useHelping = ({ help, library_name }: Pick<Session, 'help' | 'library_name'>): void => {
  const t = useTexts(helpTexts)
  const [now, setNow] = useState(Date.now)
  const helps = help !== null
  useEffect(() => {
    if (!helps) return
    const timer = setInterval(() => setNow(Date.now()), TICK)
    return () => clearInterval(timer)
  }, [helps])
  const left = help === null ? 0 : minutesLeft(help.ends_at, now)
  const ended = useStore(sessionEnded)
  const over = helps && (left <= 0 || ended)
  const text =
    help === null ? null : t.band(library_name, help.ticket, t.left(Math.max(left, 0)), help.writes)
  useEffect(() => {
    if (sessionStorage.getItem(OVER) === null) return
    sessionStorage.removeItem(OVER)
    tell(textsNow(helpTexts).over)
  }, [])
  useEffect(() => {
    if (over) void stopHelp()
  }, [over])
  useEffect(() => {
    if (text === null) return
    const run = (): void => void stopHelp()
    showBand({ id: 'help', state: 'stop', loud: true, text, stop: { label: t.leave, run } })
    return () => hideBand('help')
  }, [t, text])
}
