import { listOnline, type OnlinePatron, type OnlineShow } from '@kaft/contract/online'
import { changeSetting } from '@kaft/contract/organisation'
import { makePersonList } from '@kaft/contract/person-lists'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import { useAsk, useAsked, useGo } from '../../base/address.ts'
import { Allowed } from '../../base/allowed.tsx'
import { useFormats } from '../../base/format.ts'
import { useReadPages } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { useSetting } from '../../base/library-settings.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { Empty, Failed, Loading } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { To } from '../../base/to.tsx'
import css from '../patrons.module.css'
import { onlineTexts } from './texts.ts'

const shows = ['all', 'soon', 'children', 'doubles'] as const
const isShow = (text: string | null): text is OnlineShow =>
  (shows as readonly (string | null)[]).includes(text)

/** What is worth knowing before they come: reservations, who sent the form, whether they were reminded or look like somebody. */
const Standing = ({ row }: { row: OnlinePatron }): ReactNode => {
  const t = useTexts(onlineTexts)
  const f = useFormats()
  const words = [
    row.guardian === null ? null : t.guardian(row.guardian),
    row.holds === 0 ? null : t.holds(row.holds),
    row.reminded_on === null ? null : t.reminded(f.dayShort(row.reminded_on)),
  ].filter(word => word !== null)
  return (
    <>
      {row.maybe_double && (
        <StateWord state="ask" size={16}>
          {t.double}
        </StateWord>
      )}
      <span className="k-quiet">{words.join(' · ')}</span>
    </>
  )
}

const Row = ({ row }: { row: OnlinePatron }): ReactNode => {
  const f = useFormats()
  return (
    <tr>
      <td>
        <To to={paths.patron(row.patron_id)}>{row.name}</To>
      </td>
      <td>{row.birth_year ?? ''}</td>
      <td>{row.municipality ?? ''}</td>
      <td>{f.dayShort(row.confirmed_on)}</td>
      <td>{f.dayYear(row.visit_until)}</td>
      <td>
        <Standing row={row} />
      </td>
    </tr>
  )
}

/** Nobody waits: because nobody came, or because the website is closed. */
const Nobody = ({ show }: { show: OnlineShow }): ReactNode => {
  const t = useTexts(onlineTexts)
  const open = useSetting('patrons.online_open')
  if (show !== 'all') return <Empty>{t.noneOf}</Empty>
  if (open !== false) return <Empty>{t.none}</Empty>
  return (
    <Empty>
      {t.closed}{' '}
      <Allowed op={changeSetting}>
        <To to={paths.librarySettings}>{t.toSettings}</To>
      </Allowed>
    </Empty>
  )
}

const List = ({ show }: { show: OnlineShow }): ReactNode => {
  const t = useTexts(onlineTexts)
  const read = useReadPages(listOnline, { query: { show } })
  if (read.error !== null) return <Failed error={read.error} again={() => void read.refetch()} />
  const rows = read.data?.pages.flatMap(page => page.rows)
  if (rows === undefined) return <Loading />
  if (rows.length === 0) return <Nobody show={show} />
  return (
    <>
      <TableBox label={t.title}>
        <Heads names={t.heads} />
        <tbody>
          {rows.map(row => (
            <Row key={row.patron_id} row={row} />
          ))}
        </tbody>
      </TableBox>
      {read.hasNextPage && (
        <Button loading={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
          {t.more}
        </Button>
      )}
    </>
  )
}

/** Who registered on the website and has still to come by, whose time ends first first. */
export const Screen = (): ReactNode => {
  const t = useTexts(onlineTexts)
  const go = useGo()
  const ask = useAsk()
  const asked = useAsked().get('toon')
  const show = isShow(asked) ? asked : 'all'
  return (
    <Page
      title={t.title}
      about={t.about}
      actions={
        // What goes on paper asks what it is for, and is known with its end.
        <Allowed op={makePersonList}>
          <Button onClick={() => go(paths.personLists('online'))}>{t.print}</Button>
        </Allowed>
      }
    >
      <div className={css['grid']}>
        <NativeSelect
          label={t.show}
          value={show}
          data={shows.map(value => ({ value, label: t.shows[value] }))}
          onChange={event => {
            const next = event.currentTarget.value
            ask({ toon: next === 'all' ? null : next })
          }}
        />
      </div>
      <List key={show} show={show} />
    </Page>
  )
}
