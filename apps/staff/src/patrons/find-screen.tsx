import { findPatrons, registerPatron } from '@kaft/contract/patrons'
import { type EndedReason, endedReasons } from '@kaft/contract/privacy'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useDeferredValue, useEffect, useRef, useState } from 'react'
import { useGo } from '../base/address.ts'
import { Allowed } from '../base/allowed.tsx'
import { announce } from '../base/announce.ts'
import { call } from '../base/api.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useReadPages } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import type { OkOf } from '@kaft/contract/operation'
import { Page } from '../base/page.tsx'
import { paths } from '../base/paths.ts'
import { More, Row, Rows } from '../base/rows.tsx'
import { passScanOn, useScans } from '../base/scans.ts'
import { SearchField } from '../base/search-field.tsx'
import { useSession } from '../base/session.ts'
import { Empty, Failed, Loading } from '../base/states.tsx'
import { useStore } from '../base/store.ts'
import { typedPatron } from '../base/typed-patron.ts'
import css from './patrons.module.css'
import { patronTexts } from './texts/index.ts'

/** One letter fits half the town. */
const shortest = 2

type Found = OkOf<typeof findPatrons>['rows'][number]

const FoundRow = ({ one }: { one: Found }): ReactNode => {
  const t = useTexts(patronTexts)
  const f = useFormats()
  const session = useSession()
  const over = one.member_until !== null && one.member_until < dayOf()
  const facts = [
    one.birth_year,
    one.municipality,
    one.membership_name,
    one.member_until === null ? t.memberForever : over ? t.ended : t.memberUntil(f.dayYear(one.member_until)),
    one.card_tail === '' ? t.noCard : t.card(one.card_tail),
    one.library_id === session.library_id ? null : t.ofLibrary(one.library_name),
  ].filter(fact => fact !== null)
  return (
    <Row state={over ? 'ask' : undefined}>
      <span className={css['found']}>
        <Link to={paths.patron(one.patron_id)} data-act="open" className="k-strong">
          {one.name}
        </Link>
        <span className={css['fact']}>{facts.join(' · ')}</span>
      </span>
    </Row>
  )
}

const RegisterButton = ({ main = false }: { main?: boolean }): ReactNode => {
  const t = useTexts(patronTexts)
  const go = useGo()
  return (
    <Allowed op={registerPatron}>
      <Button variant={main ? 'filled' : 'default'} onClick={() => go(paths.registerPatron)}>
        {t.register}
      </Button>
    </Allowed>
  )
}

const useFound = (q: string, ended?: EndedReason) =>
  useReadPages(
    findPatrons,
    { query: { q, ...(ended === undefined ? {} : { ended }) } },
    { enabled: q.length >= shortest, keep: true, fresh_ms: 2000 },
  )

/** Whose membership is over is looked for once it is said why: in those two years there is administrative work only. */
const AskEnded = ({ why }: { why: (reason: EndedReason) => void }): ReactNode => {
  const t = useTexts(patronTexts)
  return (
    <div className="k-stack">
      <p>{t.endedHidden}</p>
      <div className="k-line">
        {endedReasons.map(reason => (
          <Button key={reason} onClick={() => why(reason)}>
            {t.endedReasons[reason]}
          </Button>
        ))}
      </div>
    </div>
  )
}

const Results = ({ q, list }: { q: string; list: React.RefObject<HTMLUListElement | null> }): ReactNode => {
  const t = useTexts(patronTexts)
  const session = useSession()
  const [asked, ask] = useState<{ readonly q: string; readonly why: EndedReason } | null>(null)
  const read = useFound(q, asked?.q === q ? asked.why : undefined)
  const hidden = read.data?.pages[0]?.ended === true && !read.isPlaceholderData
  const rows = read.data?.pages.flatMap(page => page.rows)
  const said =
    rows === undefined
      ? ''
      : rows.length === 0
        ? t.none(session.library_name)
        : t.found(rows.length, read.hasNextPage)
  useEffect(() => {
    if (said !== '') announce(said)
  }, [said])
  if (q.length < shortest) return <Empty>{t.beforeSearch}</Empty>
  if (read.error !== null) return <Failed error={read.error} again={() => void read.refetch()} />
  if (rows === undefined) return <Loading />
  if (rows.length === 0)
    return (
      <>
        <Empty action={<RegisterButton main={!hidden} />}>{said}</Empty>
        {hidden && <AskEnded why={why => ask({ q, why })} />}
      </>
    )
  return (
    <>
      <p className="k-quiet">{said}</p>
      <Rows label={t.results} list={list}>
        {rows.map(one => (
          <FoundRow key={one.patron_id} one={one} />
        ))}
      </Rows>
      <More of={read} />
      {hidden && <AskEnded why={why => ask({ q, why })} />}
    </>
  )
}

/** A scanned card opens its patron; anything else opens beside the list. */
const useCards = (): void => {
  const go = useGo()
  useScans(scan => {
    call(findPatrons, { query: { q: scan.code } })
      .then(({ rows }) => {
        const [only] = rows
        if (rows.length === 1 && only !== undefined) go(paths.patron(only.patron_id))
        else passScanOn(scan)
      })
      .catch(() => passScanOn(scan))
  })
}

/** Finding a patron: by name in any order, birth date, card, e-mail or telephone. */
export const Screen = (): ReactNode => {
  const t = useTexts(patronTexts)
  const go = useGo()
  const list = useRef<HTMLUListElement>(null)
  const text = useStore(typedPatron)
  const q = useDeferredValue(text.trim())
  const rows = useFound(q).data?.pages[0]?.rows
  useCards()
  return (
    <Page title={t.patrons} actions={<RegisterButton />}>
      <SearchField
        label={t.search}
        description={t.searchHint}
        list={list}
        value={text}
        onText={next => typedPatron.set(next)}
        onSubmit={() => {
          const [first] = rows ?? []
          if (rows?.length === 1 && first !== undefined) go(paths.patron(first.patron_id))
        }}
      />
      <Results q={q} list={list} />
    </Page>
  )
}
