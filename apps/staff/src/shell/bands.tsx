import { StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { call } from '../base/api.ts'
import { bands } from '../base/band.ts'
import { useFormats } from '../base/format.ts'
import { useTexts } from '../base/language.ts'
import { actsWaiting, line } from '../base/online.ts'
import { useStore } from '../base/store.ts'
import { readSession } from '@kaft/contract/organisation'
import { lockSoon } from './gate.ts'
import { shellTexts } from './texts.ts'

/** While the line is gone somebody has to notice that it came back, even if nobody scans. */
const useProbe = (online: boolean): void => {
  useEffect(() => {
    if (online) return
    const timer = setInterval(() => void call(readSession, {}).catch(() => undefined), 3000)
    return () => clearInterval(timer)
  }, [online])
}

/** Modes and warnings, full width under the header, each with its way out. */
export const Bands = (): ReactNode => {
  const t = useTexts(shellTexts)
  const f = useFormats()
  const list = useStore(bands)
  const { online, since } = useStore(line)
  const waiting = useStore(actsWaiting)
  const soon = useStore(lockSoon)
  useProbe(online)
  return (
    <section className="k-bands" aria-label={t.bands}>
      {soon && (
        <div className="k-band" data-state="ask" role="alert">
          <StateWord state="ask">{t.lockSoon}</StateWord>
        </div>
      )}
      {!online && since !== null && (
        <div className="k-band" data-state="offline" role="status">
          <StateWord state="offline">{t.offlineBand(f.time(since), waiting)}</StateWord>
        </div>
      )}
      {list.map(band => (
        <div key={band.id} className="k-band" data-state={band.state} data-loud={band.loud || undefined}>
          <StateWord state={band.state}>{band.text}</StateWord>
          <span className="k-line">
            {band.also !== undefined && (
              <Button size="compact-md" onClick={band.also.run}>
                {band.also.label}
              </Button>
            )}
            {band.stop !== undefined && (
              <Button size="compact-md" onClick={band.stop.run}>
                {band.stop.label}
              </Button>
            )}
          </span>
        </div>
      ))}
    </section>
  )
}
