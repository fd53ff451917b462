import { listTitleChanges } from '@kaft/contract/catalogue-changes'
import { titleDoubles } from '@kaft/contract/catalogue-doubles'
import { listImports } from '@kaft/contract/catalogue-imports'
import { findAuthorities } from '@kaft/contract/authorities'
import { addRecord, recordReports } from '@kaft/contract/catalogue-records'
import { saveTarget } from '@kaft/contract/copy-cataloguing'
import { listSynonyms, searchTitles } from '@kaft/contract/cataloguing'
import { listDoorKeys } from '@kaft/contract/door-keys'
import { addItem } from '@kaft/contract/inventory'
import { listTitleLists } from '@kaft/contract/title-lists'
import type { OkOf } from '@kaft/contract/operation'
import { Button } from '@mantine/core'
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { useAsk, useAsked, useGo } from '../base/address.ts'
import { announce } from '../base/announce.ts'
import { currentPatron } from '../base/desk-door.ts'
import { useFormats } from '../base/format.ts'
import { useReadPages } from '../base/hooks.ts'
import { useShortcuts } from '../base/keys.ts'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { preferences } from '../base/preferences.ts'
import { paths } from '../base/paths.ts'
import { actOnRow, More, Rows } from '../base/rows.tsx'
import { passScanOn, type Scan, useScans } from '../base/scans.ts'
import { SearchField } from '../base/search-field.tsx'
import { allows, useSession } from '../base/session.ts'
import { Empty, Failed, Loading } from '../base/states.tsx'
import { useStore } from '../base/store.ts'
import { useUndoKey } from '../base/undo.ts'
import { ProposeFor } from '../acquisitions/propose.tsx'
import { wishOfSearch } from '../acquisitions/wish.model.ts'
import { Also } from './also.tsx'
import { Facets } from './facets.tsx'
import { addressOfFilters, asksSomething, type Filters, filtersOf, questionOf } from './filters.model.ts'
import { HitRow } from './hit-row.tsx'
import { targetOf } from './scan-target.ts'
import { listTexts } from './lists/texts.ts'
import { SearchBar, SearchHelp } from './search-bar.tsx'
import { To } from '../base/to.tsx'
import { catalogueTexts } from './texts/index.ts'
import { searchTexts } from './texts/search.ts'
import { Outward } from './outward.tsx'
import { Keep } from './saved/keep.tsx'
import { SavedLink } from './saved/saved-link.tsx'
import { lastList } from './walk.ts'

type Change = (changes: Partial<Filters>) => void
type Found = OkOf<typeof searchTitles>

const useFound = (filters: Filters) =>
  useReadPages(
    searchTitles,
    { query: questionOf(filters) },
    { enabled: asksSomething(filters), keep: true, fresh_ms: 10_000 },
  )

const useCountText = (page: Found | undefined): string => {
  const t = useTexts(catalogueTexts)
  const s = useTexts(searchTexts)
  const f = useFormats()
  if (page === undefined) return ''
  if (page.more) return s.atLeast(f.count(page.titles))
  const { count, titles } = page
  return count === titles
    ? t.titles(f.count(count), count === 1)
    : s.works(f.count(count), f.count(titles), count === 1)
}

const OfMost = ({ filters }: { filters: Filters }): ReactNode => {
  const s = useTexts(searchTexts)
  if (filters.available) return <p className="k-quiet">{s.ofMostOnShelf}</p>
  return filters.sort === 'relevance' ? null : <p className="k-quiet">{s.ofMost}</p>
}

const Meant = ({ near, change }: { near: string | null; change: Change }): ReactNode => {
  const t = useTexts(catalogueTexts)
  if (near === null) return null
  return (
    <p>
      {t.meant}{' '}
      <button type="button" className="k-quiet-link" onClick={() => change({ q: near })}>
        {near}
      </button>
    </p>
  )
}

const Nothing = ({ filters, change, near }: { filters: Filters; change: Change; near: string | null }) => {
  const t = useTexts(catalogueTexts)
  return (
    <div className="k-stack">
      <Meant near={near} change={change} />
      <Empty
        action={
          <div className="k-line">
            {filters.where !== 'all' && (
              <Button onClick={() => change({ where: 'all' })}>{t.searchAll}</Button>
            )}
            <ProposeFor wish={wishOfSearch(filters)} answers />
          </div>
        }
      >
        {t.none}
      </Empty>
    </div>
  )
}

/** Which hits were chosen; another question begins anew. */
const useChosen = (asked: string) => {
  const [state, setState] = useState<{ asked: string; ids: ReadonlySet<string> }>({ asked, ids: new Set() })
  const chosen = state.asked === asked ? state.ids : new Set<string>()
  const choose = (title_id: string, on: boolean): void => {
    const ids = new Set(chosen)
    if (on) ids.add(title_id)
    else ids.delete(title_id)
    setState({ asked, ids })
  }
  return { chosen, choose, clear: () => setState({ asked, ids: new Set() }) }
}

const Results = ({
  filters,
  change,
  list,
}: {
  filters: Filters
  change: Change
  list: RefObject<HTMLUListElement | null>
}): ReactNode => {
  const t = useTexts(catalogueTexts)
  const asked = useAsked().toString()
  const read = useFound(filters)
  const { chosen, choose, clear } = useChosen(asked)
  const [first] = read.data?.pages ?? []
  const rows = read.data?.pages.flatMap(page => page.rows)
  const count = useCountText(first)
  useEffect(() => {
    if (count !== '') announce(count)
  }, [count])
  useEffect(() => {
    if (rows !== undefined)
      lastList.set({ title_ids: rows.map(row => row.title_id), address: `${paths.catalogue}?${asked}` })
  }, [rows, asked])
  if (!asksSomething(filters)) return <Empty>{t.before}</Empty>
  if (read.error !== null) return <Failed error={read.error} again={() => void read.refetch()} />
  if (rows === undefined || first === undefined) return <Loading />
  return (
    <>
      <Facets found={first.facets} filters={filters} change={change} count={rows.length === 0 ? '' : count} />
      {rows.length === 0 ? (
        <Nothing filters={filters} change={change} near={first.did_you_mean} />
      ) : (
        <>
          <Meant near={first.did_you_mean} change={change} />
          <Also also={first.also} filters={filters} change={change} />
          {first.some_words && <p>{t.someWords}</p>}
          {first.more && <OfMost filters={filters} />}
          <Rows label={t.results} list={list} columns="minmax(12rem, 1fr) auto minmax(auto, 12rem) auto auto">
            {rows.map(hit => (
              <HitRow
                key={hit.title_id}
                hit={hit}
                where={filters.where}
                chosen={chosen.has(hit.title_id)}
                choose={on => choose(hit.title_id, on)}
              />
            ))}
          </Rows>
        </>
      )}
      <More of={read} />
      {rows.length > 0 && <Outward filters={filters} chosen={[...chosen]} clear={clear} />}
    </>
  )
}

/** Where cataloguers go on from here; only what this session may use. */
const CatalogueDoors = (): ReactNode => {
  const t = useTexts(catalogueTexts)
  const s = useTexts(searchTexts)
  const l = useTexts(listTexts)
  const session = useSession()
  return (
    <>
      <SavedLink />
      {allows(session, addRecord.leave) && <To to={paths.newTitle}>{t.links.fresh}</To>}
      {allows(session, addItem.leave) && <To to={paths.addItems()}>{t.links.items}</To>}
      {allows(session, listTitleChanges.leave) && <To to={paths.titleChanges}>{t.links.changes}</To>}
      {allows(session, titleDoubles.leave) && <To to={paths.titleDoubles}>{t.links.doubles}</To>}
      {allows(session, listImports.leave) && <To to={paths.catalogueImports}>{t.links.imports}</To>}
      {allows(session, listTitleLists.leave) && <To to={paths.titleLists}>{l.link}</To>}
      {allows(session, listSynonyms.leave) && <To to={paths.synonyms}>{s.synonyms.link}</To>}
      {allows(session, findAuthorities.leave) && <To to={paths.authorities}>{t.links.authorities}</To>}
      {allows(session, recordReports.leave) && <To to={paths.recordReports}>{t.links.reports}</To>}
      {allows(session, saveTarget.leave) && <To to={paths.copyTargets}>{t.links.targets}</To>}
      {allows(session, listDoorKeys.leave) && <To to={paths.doorKeys}>{t.links.keys}</To>}
    </>
  )
}

/** Typing asks by itself after a short rest; the address follows, so that going back finds the same list. */
const useTyped = (filters: Filters, change: Change): [string, (text: string) => void, () => void] => {
  const [typed, setTyped] = useState(filters.q)
  const latest = useRef(change)
  latest.current = change
  const [asked, setAsked] = useState(filters.q)
  // The address changed by itself, as by going back: the field follows it, and typing goes on from there.
  if (asked !== filters.q) {
    setAsked(filters.q)
    setTyped(filters.q)
  }
  useEffect(() => {
    if (typed === filters.q) return
    const timer = setTimeout(() => latest.current({ q: typed }), 250)
    return () => clearTimeout(timer)
  }, [typed, filters.q])
  return [typed, setTyped, () => change({ q: typed })]
}

const useScanned = (change: Change): void => {
  const go = useGo()
  const session = useSession()
  const handle = async (scan: Scan): Promise<void> => {
    const target = await targetOf(scan.code, session)
    if (target.kind === 'item')
      go(`${paths.title(target.title_id)}?exemplaar=${encodeURIComponent(target.barcode)}`)
    else if (target.kind === 'title') go(paths.title(target.title_id))
    else if (target.kind === 'titles' || target.kind === 'isbn_unknown')
      change({ q: scan.code, where: 'all' })
    else passScanOn(scan)
  }
  useScans(scan => void handle(scan).catch(() => passScanOn(scan)))
}

const useKeys = (list: RefObject<HTMLUListElement | null>): void => {
  const { nl, en } = catalogueTexts
  useStore(currentPatron)
  useUndoKey()
  useShortcuts([
    {
      id: 'catalogue.reserve',
      combo: 'r',
      does: { nl: nl.keys.reserve, en: en.keys.reserve },
      run: () => actOnRow(list.current, 'reserve'),
    },
    {
      id: 'catalogue.lend',
      combo: 'l',
      does: { nl: nl.keys.lend, en: en.keys.lend },
      run: () => actOnRow(list.current, 'lend'),
    },
  ])
}

/** Searching the catalogue: words, where, what stands in now, and facets to narrow down. */
export const Screen = (): ReactNode => {
  const t = useTexts(catalogueTexts)
  const filters = filtersOf(useAsked(), useStore(preferences).editions_apart === true)
  const ask = useAsk()
  const change: Change = changes => ask(addressOfFilters(changes))
  const list = useRef<HTMLUListElement>(null)
  const [typed, type, submit] = useTyped(filters, change)
  useScanned(change)
  useKeys(list)
  return (
    <Page title={t.title} actions={<CatalogueDoors />}>
      <SearchField
        label={t.search}
        description={t.hint}
        list={list}
        value={typed}
        onText={type}
        onSubmit={submit}
      />
      <SearchHelp type={type} />
      <SearchBar filters={filters} change={change}>
        <Keep filters={filters} />
      </SearchBar>
      <Results filters={filters} change={change} list={list} />
    </Page>
  )
}
