import { Button } from '@mantine/core'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Component, type ReactNode, Suspense, useEffect } from 'react'
import { useLanguage, useTexts } from '../base/language.ts'
import type { Place } from '../base/place.ts'
import { useSession } from '../base/session.ts'
import { Loading } from '../base/states.tsx'
import { whoMay } from '../base/who-may.ts'
import { mayEnter } from './places.ts'
import { shellTexts } from './texts.ts'

const Broken = (): ReactNode => {
  const t = useTexts(shellTexts)
  return (
    <Spine state="stop" soft panel role="alert">
      <div className="k-line">
        <StateWord state="stop">{t.brokenScreen}</StateWord>
        <Button onClick={() => location.reload()}>{t.reload}</Button>
      </div>
    </Spine>
  )
}

/** React offers error boundaries only as classes. One broken screen leaves the shell and the queue standing. */
class Boundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }
  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true }
  }
  override render(): ReactNode {
    return this.state.broken ? <Broken /> : this.props.children
  }
}

/** Lets in who may enter; tells the others who can grant it. */
export const Guard = ({ place, children }: { place: Place; children: ReactNode }): ReactNode => {
  const session = useSession()
  const lang = useLanguage()
  const t = useTexts(shellTexts)
  useEffect(() => {
    document.title = `${place.title[lang]} · Kaft`
  }, [place, lang])
  if (!mayEnter(session, place)) {
    const leaves = place.needs.map(need => need.leave)
    return (
      <Spine state="stop" soft panel>
        <StateWord state="stop">
          {place.blocked?.[lang] ?? t.blockedPlace} {t.askWhoMay(whoMay(leaves, lang))}
        </StateWord>
      </Spine>
    )
  }
  return (
    <Boundary key={place.path}>
      <Suspense fallback={<Loading />}>{children}</Suspense>
    </Boundary>
  )
}
