import { Outlet, useLocation } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { useGo } from '../base/address.ts'
import { type Shortcut, useShortcuts } from '../base/keys.ts'
import { useTexts } from '../base/language.ts'
import { closePanel, panel } from '../base/panel.ts'
import { onUnusedScan } from '../base/scans.ts'
import { useSession } from '../base/session.ts'
import { useStore } from '../base/store.ts'
import { Bands } from './bands.tsx'
import { DemoTray } from './demo-tray.tsx'
import { FooterKeys } from './footer-keys.tsx'
import { cover, gate, giveFocusBack, switching } from './gate.ts'
import { Header } from './header.tsx'
import { useHelper } from './use-helper.ts'
import { KeysOverlay, openKeys } from './keys-overlay.tsx'
import { LiveRegions } from './live-regions.tsx'
import { Navigation } from './navigation.tsx'
import { useHelping } from '../help/helping.ts'
import { useHelpWatch } from '../help/watch.ts'
import { usePractice } from './practice.ts'
import { Palette, openPalette } from './palette.tsx'
import { SidePanel } from './side-panel.tsx'
import { shellTexts } from './texts.ts'
import { ToastKey, Toasts } from './toasts.tsx'
import { showUnusedScan } from './unused-scan.tsx'

const shellKeys = (): readonly Shortcut[] => [
  { id: 'shell.keys', combo: 'F1', does: { nl: 'Toetsen', en: 'Keys' }, run: openKeys },
  {
    id: 'shell.palette',
    combo: 'Ctrl+K',
    does: { nl: 'Zoek of geef een opdracht', en: 'Search or give a command' },
    run: openPalette,
  },
  {
    id: 'shell.switch',
    combo: 'Ctrl+U',
    does: { nl: 'Wie neemt over?', en: 'Who takes over?' },
    run: () => switching.set(true),
  },
  { id: 'shell.cover', combo: 'Alt+L', does: { nl: 'Scherm afdekken', en: 'Cover the screen' }, run: cover },
]
const panelKeys: readonly Shortcut[] = [
  {
    id: 'panel.close',
    combo: 'Escape',
    does: { nl: 'Sluit het paneel', en: 'Close the panel' },
    whileTyping: true,
    run: closePanel,
  },
]
const PanelKeys = (): ReactNode => {
  useShortcuts(panelKeys)
  return null
}

/** The shell around every screen: header, bands, navigation, the screen, side panel, toasts and footer keys. */
export const Frame = (): ReactNode => {
  const t = useTexts(shellTexts)
  const session = useSession()
  const go = useGo()
  const open = useStore(panel)
  const covered = useStore(gate) !== 'open'
  const { pathname } = useLocation()
  useShortcuts(shellKeys())
  useEffect(() => onUnusedScan(scan => showUnusedScan(scan.code, session, go)), [go, session])
  useHelper(session, go)
  usePractice(session)
  useHelping(session)
  useHelpWatch()
  useEffect(() => {
    if (!covered) giveFocusBack()
  }, [covered])
  // A panel explains what is on the screen; another screen leaves it without a subject.
  useEffect(() => {
    if (pathname !== '') closePanel()
  }, [pathname])
  return (
    <div className="k-frame" data-covered={covered || undefined}>
      <a className="k-skip" href="#main">
        {t.skip}
      </a>
      <ToastKey />
      <Header />
      <Bands />
      <div className="k-frame-body" inert={covered}>
        <Navigation />
        <main id="main" className="k-main" tabIndex={-1}>
          <Outlet />
        </main>
        {open !== null && <SidePanel panel={open} />}
        {open !== null && <PanelKeys />}
        <DemoTray />
      </div>
      <Toasts />
      <FooterKeys />
      <Palette />
      <KeysOverlay />
      <LiveRegions />
      {covered && <p className="k-cover-text">{t.covered}</p>}
    </div>
  )
}
