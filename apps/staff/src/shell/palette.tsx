import { findItems } from '@kaft/contract/inventory'
import { findPatrons } from '@kaft/contract/patrons'
import { searchTitles } from '@kaft/contract/cataloguing'
import { type KeyboardEvent, type ReactNode, useDeferredValue, useId, useState } from 'react'
import { useGo } from '../base/address.ts'
import { useRead } from '../base/hooks.ts'
import { inLanguage } from '../base/in-language.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { Layer } from '../base/layer.tsx'
import { paths } from '../base/paths.ts'
import { looksLikeCode } from '../base/scan.model.ts'
import { emitScan, useScans } from '../base/scans.ts'
import { allows, useSession } from '../base/session.ts'
import { createStore, useStore } from '../base/store.ts'
import { allActions, takeScreenActions } from './actions.ts'
import { meant } from './palette.rules.ts'
import { mayEnter, navigationOf, places } from './places.ts'
import { shellTexts } from './texts.ts'

export const paletteOpen = createStore(false)
/** Opens the box with the keys of the screen that stands now. */
export const openPalette = (): void => {
  takeScreenActions()
  paletteOpen.set(true)
}
const recent = createStore<readonly string[]>([])

interface Entry {
  readonly id: string
  /** A title that stands before the rest of the label, and in which language it is read aloud. */
  readonly title?: { readonly text: string; readonly language: string | null }
  readonly label: string
  readonly hint?: string | undefined
  readonly run: () => void
}
interface Section {
  readonly name: string
  readonly entries: readonly Entry[]
}

const useLocal = (typed: string, go: (to: string) => void): readonly Section[] => {
  const t = useTexts(shellTexts)
  const lang = useLanguage()
  const session = useSession()
  const toEntry = (place: (typeof places)[number]): Entry => ({
    id: place.path,
    label: place.title[lang],
    run: () => go(place.path),
  })
  if (typed.trim() === '') {
    const used = recent
      .get()
      .flatMap(path => places.filter(p => p.path === path))
      .map(toEntry)
    const all = navigationOf(session).map(toEntry)
    return [
      { name: t.paletteRecent, entries: used },
      { name: t.palettePlaces, entries: all },
    ]
  }
  const reachable = places.filter(p => !p.path.includes('$') && mayEnter(session, p))
  const rank = (names: readonly string[], words: readonly string[] = []): number => meant(typed, names, words)
  const found = reachable
    .map(p => ({ p, score: rank([p.title.nl, p.title.en], p.words) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
  const actions = allActions()
    .filter(a => mayEnter(session, a))
    .map(a => ({ a, score: rank([a.title.nl, a.title.en], a.words) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
  // Who types an old word sees that it was understood.
  const hint = (p: (typeof places)[number]): string | undefined =>
    rank([p.title.nl, p.title.en]) > 0 ? undefined : p.words?.find(word => rank([word]) > 0)
  return [
    { name: t.palettePlaces, entries: found.map(({ p }) => ({ ...toEntry(p), hint: hint(p) })) },
    {
      name: t.paletteActions,
      entries: actions.map(({ a }) => ({
        id: a.id,
        label: a.title[lang],
        hint: a.key,
        run: () => a.run(go),
      })),
    },
  ]
}

const useRemote = (typed: string, go: (to: string) => void): readonly Section[] => {
  const t = useTexts(shellTexts)
  const session = useSession()
  const q = useDeferredValue(typed.trim())
  const isCode = looksLikeCode(q)
  const long = q.length >= 3
  const patrons = useRead(
    findPatrons,
    { query: { q } },
    { enabled: long && allows(session, findPatrons.leave), keep: true },
  )
  const titles = useRead(
    searchTitles,
    { query: { q } },
    { enabled: long && !isCode && allows(session, searchTitles.leave), keep: true },
  )
  const items = useRead(
    findItems,
    { query: { barcode: q } },
    { enabled: isCode && allows(session, findItems.leave), keep: true },
  )
  if (!long) return []
  return [
    {
      name: t.palettePatrons,
      entries: (patrons.data?.rows ?? []).slice(0, 5).map(one => ({
        id: `patron ${one.patron_id}`,
        label: [one.name, one.birth_year, one.municipality].filter(Boolean).join(' · '),
        run: () => go(paths.patron(one.patron_id)),
      })),
    },
    {
      name: t.paletteTitles,
      entries: (isCode ? [] : (titles.data?.rows ?? [])).slice(0, 5).map(one => ({
        id: `title ${one.title_id}`,
        title: { text: one.title, language: one.language },
        label: [one.author, one.year].filter(Boolean).join(' · '),
        run: () => go(paths.title(one.title_id)),
      })),
    },
    {
      name: t.paletteItems,
      entries: (isCode ? (items.data?.rows ?? []) : []).slice(0, 5).map(one => ({
        id: `item ${one.item_id}`,
        title: { text: one.title, language: one.language },
        label: one.barcode,
        hint: one.branch_name,
        run: () => go(paths.title(one.title_id)),
      })),
    },
  ]
}

const Label = ({ entry: { title, label } }: { entry: Entry }): ReactNode => (
  <span>
    {title !== undefined && <span {...inLanguage(title.language)}>{title.text}</span>}
    {title !== undefined && label !== '' && ' · '}
    {label}
  </span>
)

const List = ({
  id,
  sections,
  chosen,
  run,
}: {
  id: string
  sections: readonly Section[]
  chosen: Entry | undefined
  run: (entry: Entry) => void
}): ReactNode => {
  const t = useTexts(shellTexts)
  return (
    <div id={`${id}-list`} role="listbox" aria-label={t.search} className="k-palette-list">
      {sections.map(section => (
        <div key={section.name} role="group" aria-label={section.name}>
          <p className="k-text-xs k-quiet" aria-hidden="true">
            {section.name}
          </p>
          {section.entries.map(entry => (
            <div
              key={entry.id}
              id={`${id}-${entry.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={entry === chosen}
              className="k-palette-entry"
              onMouseDown={event => event.preventDefault()}
              onClick={() => run(entry)}
              // The box keeps the focus and the keys; an entry is only clicked.
              onKeyDown={() => undefined}
            >
              <Label entry={entry} />
              {entry.hint !== undefined && <span className="k-text-xs k-quiet">{entry.hint}</span>}
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}

const close = (): void => paletteOpen.set(false)
const run = (entry: Entry): void => {
  close()
  entry.run()
}

/** Goes there and remembers it for the next time the box is empty. */
const useGoAndRemember = () => {
  const go = useGo()
  return (to: string): void => {
    recent.set(list => [to, ...list.filter(one => one !== to)].filter(one => !one.includes('?')).slice(0, 5))
    go(to)
  }
}

const Box = (): ReactNode => {
  const t = useTexts(shellTexts)
  const id = useId()
  const go = useGoAndRemember()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const sections = [...useLocal(typed, go), ...useRemote(typed, go)].filter(s => s.entries.length > 0)
  const flat = sections.flatMap(s => s.entries)
  const chosen = flat[Math.min(at, flat.length - 1)]
  useScans(scan => {
    close()
    setTimeout(() => emitScan(scan.code, scan.decoded))
  })
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? flat.length - 1 : 0
    if (step === 0 && event.key !== 'Enter') return
    event.preventDefault()
    if (event.key === 'Enter' && chosen !== undefined) run(chosen)
    else if (flat.length > 0) setAt((Math.min(at, flat.length - 1) + step) % flat.length)
  }
  return (
    <Layer title={t.search} onClose={close} className="k-palette">
      <input
        className="k-palette-input"
        role="combobox"
        aria-expanded={flat.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={chosen === undefined ? undefined : `${id}-${chosen.id}`}
        aria-label={t.search}
        placeholder={t.paletteHint}
        autoComplete="off"
        value={typed}
        onChange={event => {
          setTyped(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <List id={id} sections={sections} chosen={chosen} run={run} />
      {flat.length === 0 && <p className="k-quiet">{t.paletteNone}</p>}
    </Layer>
  )
}

/** One box for places, actions, patrons, titles and items; it knows the old words of the staff. */
export const Palette = (): ReactNode => (useStore(paletteOpen) ? <Box /> : null)
