import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useLanguage, useTexts } from '../base/language.ts'
import { emitScan } from '../base/scans.ts'
import { useSession } from '../base/session.ts'
import { createStore, useStore } from '../base/store.ts'
import { baseTexts } from '../base/texts.ts'
import { shellTexts } from './texts.ts'

interface DemoCode {
  readonly code: string
  readonly label: string
  readonly label_en: string
}
const kinds = ['cards', 'items', 'badges', 'crates'] as const
type Sheet = Readonly<Partial<Record<(typeof kinds)[number], readonly DemoCode[]>>>

/** The demo sheet, or null where the server is no demo. It is no operation of the contract: a real library has none. */
const readSheet = async (): Promise<Sheet | null> => {
  const response = await fetch('/demo/sheet.json', { credentials: 'same-origin' })
  return response.ok ? ((await response.json()) as Sheet) : null
}

const Tray = ({ sheet, close }: { sheet: Sheet; close: () => void }): ReactNode => {
  const t = useTexts(shellTexts)
  const b = useTexts(baseTexts)
  const lang = useLanguage()
  return (
    <aside className="k-tray" aria-label={t.tray}>
      <div className="k-layer-head">
        <h2 className="k-text-md k-strong">{t.tray}</h2>
        <button type="button" className="k-cross" aria-label={b.close} onClick={close}>
          ×
        </button>
      </div>
      <p className="k-text-xs k-quiet">{t.trayHint}</p>
      {kinds
        .filter(kind => (sheet[kind] ?? []).length > 0)
        .map(kind => (
          <section key={kind} aria-label={t.trayKinds[kind]}>
            <h3 className="k-text-sm k-strong">{t.trayKinds[kind]}</h3>
            <ul>
              {(sheet[kind] ?? []).map(one => (
                <li key={one.code}>
                  <button
                    type="button"
                    className="k-tray-code"
                    // A real scanner does not move the focus either.
                    onMouseDown={event => event.preventDefault()}
                    onClick={() => emitScan(one.code)}
                  >
                    <span>{lang === 'nl' ? one.label : one.label_en}</span>
                    <code className="k-text-xs">{one.code}</code>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
    </aside>
  )
}

const open = createStore(false)

const useSheet = (): Sheet | null => {
  const { demo } = useSession()
  const sheet = useQuery({
    queryKey: ['demo-sheet'],
    queryFn: readSheet,
    enabled: demo,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  return sheet.data ?? null
}

/** Click-to-scan, so that the screens can be tried without a scanner. Only there where the server is a demo. */
export const DemoTray = (): ReactNode => {
  const sheet = useSheet()
  return useStore(open) && sheet !== null ? <Tray sheet={sheet} close={() => open.set(false)} /> : null
}

/** The button that lays the tray on the desk; stands at the end of the footer keys. */
export const DemoTrayButton = (): ReactNode => {
  const t = useTexts(shellTexts)
  const sheet = useSheet()
  const shown = useStore(open)
  if (sheet === null) return null
  return (
    <button
      type="button"
      className="k-footer-key k-tray-open"
      aria-pressed={shown}
      onMouseDown={event => event.preventDefault()}
      onClick={() => open.set(!shown)}
    >
      {t.trayOpen}
    </button>
  )
}
