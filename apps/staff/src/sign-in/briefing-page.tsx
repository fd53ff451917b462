import { readBriefing, signBriefing } from '@kaft/contract/briefing'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, Checkbox } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { preferLanguage } from '../base/preferences.ts'
import { queryClient } from '../base/query-client.ts'
import { useSession } from '../base/session.ts'
import { Failed, Read } from '../base/states.tsx'
import { leaveForGood } from '../shell/leave.ts'
import { switching } from '../shell/gate.ts'
import css from './briefing.module.css'
import { type Briefing, BriefingPoints } from './briefing-points.tsx'
import { briefingTexts } from './briefing-texts.ts'
import { takeSession } from './take-session.ts'

/** The promise, ticked and signed; what was asked in vain before it is asked anew. */
const Undertaking = ({ briefing }: { briefing: Briefing }): ReactNode => {
  const t = useTexts(briefingTexts)
  const lang = useLanguage()
  const [ticked, setTicked] = useState(false)
  const [tried, setTried] = useState(false)
  const box = useRef<HTMLInputElement>(null)
  const sign = useDo(signBriefing, [readBriefing])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (!ticked) {
      box.current?.focus()
      return
    }
    sign.mutate(
      { body: { command_id: newCommandId(), version: briefing.version } },
      {
        onSuccess: session => {
          takeSession(session)
          void queryClient.invalidateQueries()
        },
      },
    )
  }
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      {sign.error !== null && <Failed error={sign.error} />}
      <Checkbox
        ref={box}
        checked={ticked}
        label={briefing.texts[lang].undertaking}
        error={tried && !ticked ? t.tick : undefined}
        onChange={event => setTicked(event.currentTarget.checked)}
      />
      <div className="k-line k-line-between">
        <span className="k-line">
          <Button variant="subtle" onClick={() => switching.set(true)}>
            {t.other}
          </Button>
          <Button variant="subtle" onClick={() => void leaveForGood()}>
            {t.leave}
          </Button>
        </span>
        <Button type="submit" variant="filled" loading={sign.isPending}>
          {t.sign}
        </Button>
      </div>
    </form>
  )
}

/** Before anybody meets a patron: what they should know, in two minutes, and their undertaking of confidentiality. */
export const BriefingPage = (): ReactNode => {
  const t = useTexts(briefingTexts)
  const f = useFormats()
  const lang = useLanguage()
  const other = lang === 'nl' ? 'en' : 'nl'
  const { staff_name } = useSession()
  const read = useRead(readBriefing, {})
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${t.title} · Kaft`
    title.current?.focus()
  }, [t])
  return (
    <main className={css['page']}>
      <Spine panel className={css['box']}>
        <div className="k-line k-line-between">
          <h1 ref={title} tabIndex={-1} className={`k-text-xl k-strong ${css['title']}`}>
            {t.title}
          </h1>
          <span className="k-line">
            <span className="k-quiet">{staff_name}</span>
            <Button variant="subtle" size="compact-sm" lang={other} onClick={() => preferLanguage(other)}>
              {other === 'nl' ? 'Nederlands' : 'English'}
            </Button>
          </span>
        </div>
        <p className="k-quiet">{t.intro}</p>
        <Read of={read}>
          {briefing => (
            <>
              <BriefingPoints briefing={briefing} />
              <Undertaking key={briefing.version} briefing={briefing} />
              <p className="k-text-xs k-quiet">
                {t.version(briefing.version, f.dayYear(dayOf(briefing.published_at)))} · {t.kept}
              </p>
            </>
          )}
        </Read>
      </Spine>
    </main>
  )
}
