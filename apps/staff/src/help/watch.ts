import { helpNow } from '@kaft/contract/help'
import { useEffect } from 'react'
import { useGo } from '../base/address.ts'
import { hideBand, showBand } from '../base/band.ts'
import { useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { useAllowed } from '../base/session.ts'
import { helpTexts } from './texts.ts'

const MINUTE = 60_000
const useNow = () =>
  useRead(helpNow, {}, { enabled: useAllowed(helpNow), every_ms: MINUTE, fresh_ms: MINUTE / 2 })

/** Questions that wait for an answer of this library, and what was given without it. */
export const useHelpCount = (): number | undefined => {
  const { data } = useNow()
  const count = data === undefined ? 0 : data.waiting + data.unnoted
  return count === 0 ? undefined : count
}

/** Whoever answers for the library sees on every screen that somebody from outside asks to look, or looks. */
export const useHelpWatch = (): void => {
  const t = useTexts(helpTexts)
  const f = useFormats()
  const go = useGo()
  const { data } = useNow()
  const first = data?.running[0]
  const text =
    data === undefined
      ? null
      : data.unnoted > 0
        ? t.watch.unnoted
        : first !== undefined
          ? t.watch.running(first.helper_name, first.ticket, f.time(first.ends_at))
          : data.waiting > 0
            ? t.watch.waiting(data.waiting)
            : null
  useEffect(() => {
    if (text === null) return
    showBand({
      id: 'help-watch',
      state: 'ask',
      text,
      stop: { label: t.watch.see, run: () => go(paths.help) },
    })
    return () => hideBand('help-watch')
  }, [go, t, text])
}
