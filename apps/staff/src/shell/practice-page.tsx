import { enterPractice } from '@kaft/contract/practice'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { call } from '../base/api.ts'
import { useTexts } from '../base/language.ts'
import type { Session } from '../base/session.ts'
import { Failed } from '../base/states.tsx'
import { keepWayBack, wayBack } from './practice.ts'
import { shellTexts } from './texts.ts'

const place = `${import.meta.env.BASE_URL.replace(/\/$/, '')}/oefenen`
export const isPracticeEntrance = (): boolean => location.pathname === place

/** Once for each page: a ticket is handed in once. It stands behind the mark, with the way back after it. */
let under_way: Promise<Session> | null = null
const enter = (): Promise<Session> => {
  const [ticket = '', back] = location.hash.slice(1).split('~')
  history.replaceState(null, '', place)
  const address = back === undefined ? '' : decodeURIComponent(back)
  if (/^https?:\/\//.test(address)) keepWayBack(address)
  return call(enterPractice, { body: { ticket: ticket === '' ? '-' : ticket } })
}

/** From the real Kaft into its practice room. */
export const PracticePage = ({ done }: { done: (session: Session | null) => void }): ReactNode => {
  const t = useTexts(shellTexts)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    const come = async (session: Promise<Session>): Promise<void> => {
      try {
        done(await session)
      } catch (thrown) {
        setError(thrown)
      }
    }
    under_way ??= enter()
    void come(under_way)
  }, [done])
  return (
    <main className="k-sign-in">
      <Spine panel state="hold" className="k-sign-in-box">
        <p className="k-brand">Kaft</p>
        <h1 className="k-text-xl k-strong">{t.practise}</h1>
        {error === null ? (
          <p className="k-quiet" role="status">
            {t.practiceComing}
          </p>
        ) : (
          <>
            <Failed error={error} />
            <Button component="a" href={wayBack()}>
              {t.practiceBack}
            </Button>
          </>
        )}
      </Spine>
    </main>
  )
}
