import { type QueryOf } from '@kaft/contract/operation'
import {
  listPurchases,
  type PurchaseState,
  type PurchaseSuggestion,
  readPurchase,
} from '@kaft/contract/purchases'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { useAsked } from '../base/address.ts'
import { call } from '../base/api.ts'
import { saveCsv } from '../base/csv.ts'
import { everyRow } from '../base/every-row.ts'
import { dayOf, type Formats, useFormats } from '../base/format.ts'
import { useRead, useReadPages } from '../base/hooks.ts'
import { useShortcuts } from '../base/keys.ts'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { printTable } from '../base/paper-table.tsx'
import { paths } from '../base/paths.ts'
import { actOnRow, More, Rows } from '../base/rows.tsx'
import { useSession } from '../base/session.ts'
import { Empty, Read } from '../base/states.tsx'
import { To } from '../base/to.tsx'
import { useUndoKey } from '../base/undo.ts'
import { askerTexts } from './asker-texts.ts'
import {
  type Act,
  ASKERS_KEY,
  countedStates,
  keys,
  nameOf,
  RESERVE_KEY,
  stateIn,
  stateName,
} from './purchase.model.ts'
import { PurchaseRow } from './purchase-row.tsx'
import css from './acquisitions.module.css'
import { purchaseTexts } from './texts.ts'

const COLUMNS = 'minmax(12rem, 1fr) minmax(9rem, auto) minmax(9rem, 18rem) auto'
type Texts = (typeof purchaseTexts)['nl']
type Query = QueryOf<typeof listPurchases>

const all = (query: Query): Promise<PurchaseSuggestion[]> =>
  everyRow(after => call(listPurchases, { query: { ...query, ...(after ? { after } : {}) } }))
const asCsv = (row: PurchaseSuggestion, t: Texts): string[] => [
  nameOf(row),
  row.author ?? '',
  row.isbn ?? '',
  ...[row.copies, row.asked, row.waiting, row.items].map(String),
  t.because[row.because],
  row.remark ?? '',
  row.branch,
  row.proposed_by ?? '',
  dayOf(row.proposed_at),
  [t.did[row.state], row.declined_because === null ? '' : t.reasons[row.declined_because], row.says ?? '']
    .filter(Boolean)
    .join(' · '),
]
const asPaper = (row: PurchaseSuggestion, t: Texts, f: Formats): string[] => [
  [nameOf(row), row.author].filter(Boolean).join(' · '),
  row.isbn ?? '',
  ...[row.copies, row.asked, row.waiting].map(String),
  [t.because[row.because], row.remark].filter(Boolean).join(' · '),
  row.branch,
  f.dayShort(dayOf(row.proposed_at)),
]

/** Which states there are, each with how many stand in it, as doors to them. */
const States = ({
  counts,
  state,
}: {
  counts: readonly { state: PurchaseState; count: number }[]
  state: PurchaseState
}): ReactNode => {
  const t = useTexts(purchaseTexts)
  const f = useFormats()
  return (
    <nav className="k-line" aria-label={t.title}>
      {countedStates(counts).map(one => (
        <To
          key={one.state}
          to={`${paths.purchases}?stand=${stateName(one.state)}`}
          aria-current={one.state === state ? 'page' : undefined}
          className={one.state === state ? 'k-strong' : undefined}
        >
          {t.states[one.state]} {f.count(one.count)}
        </To>
      ))}
    </nav>
  )
}

/** Keys that act on the row with the focus, or the first; the focus goes on to the row that takes its place. */
const useRowActs = (list: RefObject<HTMLUListElement | null>, rows: readonly PurchaseSuggestion[]): void => {
  const place = useRef<number | null>(null)
  // Only when a row comes or goes: the list is read again before the row that was acted on is gone.
  const ids = rows.map(row => row.suggestion_id).join(' ')
  const run = (act: Act | 'askers' | 'reserve'): void => {
    const shown = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
    const at = shown.findIndex(row => row.contains(document.activeElement))
    place.current = Math.max(0, at)
    actOnRow(list.current, act)
  }
  useEffect(() => {
    if (place.current === null || list.current?.contains(document.activeElement) === true) return
    const shown = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
    shown[Math.min(place.current, shown.length - 1)]?.focus()
    place.current = null
  }, [ids, list])
  const { nl, en } = purchaseTexts
  useShortcuts([
    ...(['accept', 'decline', 'order', 'receive'] as const).map(act => ({
      id: `purchases.${act}`,
      combo: keys[act] ?? '',
      does: { nl: nl.acts[act], en: en.acts[act] },
      run: () => run(act),
    })),
    {
      id: 'purchases.askers',
      combo: ASKERS_KEY,
      does: { nl: askerTexts.nl.act, en: askerTexts.en.act },
      run: () => run('askers'),
    },
    {
      id: 'purchases.reserve',
      combo: RESERVE_KEY,
      does: { nl: askerTexts.nl.reserve(1), en: askerTexts.en.reserve(1) },
      run: () => run('reserve'),
    },
  ])
}

const List = ({ rows }: { rows: readonly PurchaseSuggestion[] }): ReactNode => {
  const t = useTexts(purchaseTexts)
  const list = useRef<HTMLUListElement>(null)
  useRowActs(list, rows)
  return (
    <Rows label={t.title} list={list} columns={COLUMNS}>
      {rows.map(row => (
        <PurchaseRow key={row.suggestion_id} row={row} />
      ))}
    </Rows>
  )
}

/** One of them, as a list elsewhere leads to it. */
const OnlyOne = ({ suggestion_id }: { suggestion_id: string }): ReactNode => {
  const t = useTexts(purchaseTexts)
  const read = useRead(readPurchase, { params: { suggestion_id } })
  useUndoKey()
  return (
    <Page title={t.title} actions={<To to={paths.purchases}>{t.showAll}</To>}>
      <Read of={read}>{row => <List rows={[row]} />}</Read>
    </Page>
  )
}

/** Narrowing by words and by branch. */
const Narrow = ({
  words,
  setWords,
  branch,
  setBranch,
}: {
  words: string
  setWords: (words: string) => void
  branch: string
  setBranch: (branch_id: string) => void
}): ReactNode => {
  const t = useTexts(purchaseTexts)
  const { branches } = useSession()
  return (
    <div className={css['fields']}>
      <TextInput
        label={t.search}
        placeholder={t.hint}
        value={words}
        type="search"
        maxLength={200}
        autoComplete="off"
        onChange={event => setWords(event.currentTarget.value)}
      />
      {branches.length > 1 && (
        <NativeSelect
          label={t.branch}
          value={branch}
          data={[
            { value: '', label: t.allBranches },
            ...branches.map(b => ({ value: b.branch_id, label: b.name })),
          ]}
          onChange={event => setBranch(event.currentTarget.value)}
        />
      )}
    </div>
  )
}

const Everything = (): ReactNode => {
  const t = useTexts(purchaseTexts)
  const f = useFormats()
  const state = stateIn(useAsked().get('stand'))
  const [words, setWords] = useState('')
  const [branch, setBranch] = useState('')
  const narrowed = words.trim() !== '' || branch !== ''
  const query: Query = {
    state,
    ...(words.trim() === '' ? {} : { q: words.trim() }),
    ...(branch === '' ? {} : { branch_id: branch }),
  }
  const read = useReadPages(listPurchases, { query }, { keep: true })
  useUndoKey()
  const file = async (): Promise<void> =>
    saveCsv(`aankoopsuggesties-${stateName(state)}.csv`, [
      t.heads,
      ...(await all(query)).map(row => asCsv(row, t)),
    ])
  const paper = async (): Promise<void> =>
    printTable({
      title: `${t.title}: ${t.states[state].toLowerCase()}`,
      heads: t.paperHeads,
      rows: (await all(query)).map(row => asPaper(row, t, f)),
      look: 'register',
    })
  const rows = read.data?.pages.flatMap(page => page.rows) ?? []
  return (
    <Page
      title={t.title}
      about={t.about}
      actions={
        rows.length > 0 && (
          <>
            <Button onClick={() => void file()}>{t.csv}</Button>
            <Button onClick={() => void paper()}>{t.print}</Button>
          </>
        )
      }
    >
      <Narrow words={words} setWords={setWords} branch={branch} setBranch={setBranch} />
      <Read of={read}>
        {({ pages }) => (
          <>
            <States counts={pages[0]?.counts ?? []} state={state} />
            {rows.length === 0 ? (
              <Empty>{narrowed ? t.noneFound : t.none[state]}</Empty>
            ) : (
              <List rows={rows} />
            )}
          </>
        )}
      </Read>
      <More of={read} />
    </Page>
  )
}

/** What was suggested to buy: by state, to be decided, ordered and received. */
export const Screen = (): ReactNode => {
  const shown = useAsked().get('toon')
  return shown === null ? <Everything /> : <OnlyOne suggestion_id={shown} />
}
