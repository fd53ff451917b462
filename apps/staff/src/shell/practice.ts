import { readSession, signOut } from '@kaft/contract/organisation'
import { beginPractice, resetPractice } from '@kaft/contract/practice'
import { useEffect } from 'react'
import { announce } from '../base/announce.ts'
import { call } from '../base/api.ts'
import { hideBand, showBand } from '../base/band.ts'
import { textsNow, useTexts } from '../base/language.ts'
import { queryClient } from '../base/query-client.ts'
import type { Session } from '../base/session.ts'
import { showToast } from '../base/toast.ts'
import { shellTexts } from './texts.ts'

/** Where the real Kaft is, for the way back; kept by the tab that practises. */
const place = 'kaft.practice_back'
export const keepWayBack = (address: string): void => sessionStorage.setItem(place, address)
export const wayBack = (): string => sessionStorage.getItem(place) ?? import.meta.env.BASE_URL

const say = (text: string): void => {
  showToast({ text })
  announce(text)
}

/** To the practice room, with the way back behind the ticket. */
export const goToPractice = (): void => {
  const go = async (): Promise<void> => {
    const { url } = await call(beginPractice, {})
    location.assign(`${url}~${encodeURIComponent(location.href)}`)
  }
  go().catch(() => say(textsNow(shellTexts).practiceFailed))
}

const stop = (): void => {
  const go = async (): Promise<void> => {
    await call(signOut, {}).catch(() => null)
    location.assign(wayBack())
  }
  void go()
}

const reset = (): void => {
  const go = async (): Promise<void> => {
    const session = await call(resetPractice, {})
    queryClient.clear()
    queryClient.setQueryData([readSession.id, {}], session)
    say(textsNow(shellTexts).practiceResetDone)
  }
  go().catch(() => say(textsNow(shellTexts).practiceFailed))
}

/** A room of invented people shouts that it is one, on every screen, with the way out. */
export const usePractice = ({ practice }: Pick<Session, 'practice'>): void => {
  const t = useTexts(shellTexts)
  useEffect(() => {
    if (practice !== 'here') return
    showBand({
      id: 'practice',
      state: 'hold',
      loud: true,
      text: t.practiceBand,
      also: { label: t.practiceReset, run: reset },
      stop: { label: t.practiceStop, run: stop },
    })
    return () => hideBand('practice')
  }, [practice, t])
}
