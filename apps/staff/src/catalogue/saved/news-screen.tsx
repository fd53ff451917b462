import { countSearchNews, listSavedSearches, searchNews, seeSearchNews } from '@kaft/contract/saved-searches'
import type { OkOf } from '@kaft/contract/operation'
import { Button } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { usePart } from '../../base/address.ts'
import { call } from '../../base/api.ts'
import { newCommandId } from '../../base/command-id.ts'
import { dayOf, useFormats } from '../../base/format.ts'
import { useDo, useReadPages } from '../../base/hooks.ts'
import { inLanguage } from '../../base/in-language.ts'
import { useShortcuts } from '../../base/keys.ts'
import { kindName } from '../../base/kinds.ts'
import { useLanguage, useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { More } from '../../base/rows.tsx'
import { Empty, Failed, Read } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { To } from '../../base/to.tsx'
import { offerWayBack, useUndoKey } from '../../base/undo.ts'
import { lastList } from '../walk.ts'
import { useAskWords } from './ask-words.tsx'
import { addressOfAsk } from './saved.model.ts'
import { useNewsWords } from './saved-row.tsx'
import { savedTexts } from './texts.ts'

type News = OkOf<typeof searchNews>
const refreshed = [searchNews, listSavedSearches, countSearchNews]

/** Says that it was looked at, up to where this page looked; `G` does the same, and it can be taken back. */
const useSeeing = (search_id: string, up_to: News['up_to'], enabled: boolean) => {
  const t = useTexts(savedTexts)
  const see = useDo(seeSearchNews, refreshed)
  const ask = (to: News['up_to']) => ({
    params: { search_id },
    body: { command_id: newCommandId(), up_to: to },
  })
  const run = (): void =>
    see.mutate(ask(up_to), {
      onSuccess: ({ was }) =>
        offerWayBack(t.seenDone, refreshed, async () => {
          await call(seeSearchNews, ask(was))
          return t.seenBack
        }),
    })
  const { nl, en } = savedTexts
  useShortcuts(
    enabled ? [{ id: 'catalogue.seen', combo: 'g', does: { nl: nl.keys.seen, en: en.keys.seen }, run }] : [],
  )
  return { run, see }
}

const Line = ({ row }: { row: News['rows'][number] }): ReactNode => {
  const t = useTexts(savedTexts)
  const f = useFormats()
  const lang = useLanguage()
  return (
    <tr>
      <th scope="row">
        <To to={paths.title(row.title_id)} {...inLanguage(row.language)}>
          {row.title}
        </To>
      </th>
      <td>{row.author}</td>
      <td className="k-number">{row.year}</td>
      <td>{kindName(row.material, lang)}</td>
      <td>{row.came ? t.newsCame : t.newsChanged}</td>
      <td>{`${f.dayShort(dayOf(row.changed_at))}, ${f.time(row.changed_at)}`}</td>
    </tr>
  )
}

const Shown = ({ search_id, first, rows }: { search_id: string; first: News; rows: News['rows'] }) => {
  const t = useTexts(savedTexts)
  const f = useFormats()
  const words = useAskWords()
  const newsWords = useNewsWords()
  const { run, see } = useSeeing(search_id, first.up_to, rows.length > 0)
  useUndoKey()
  useEffect(() => {
    lastList.set({ title_ids: rows.map(row => row.title_id), address: paths.searchNews(search_id) })
  }, [rows, search_id])
  return (
    <Page
      title={t.newsTitle(first.name)}
      about={words(first.asks)}
      actions={
        <>
          <To to={addressOfAsk(first.asks)}>{t.run}</To>
          <To to={paths.savedSearches}>{t.toList}</To>
        </>
      }
    >
      <p>
        <span className="k-strong">{newsWords(first)}</span>{' '}
        <span className="k-quiet">{t.newsSince(f.dayShort(dayOf(first.since)), f.time(first.since))}</span>
      </p>
      {first.more && <p>{t.newsMore}</p>}
      {rows.length === 0 ? (
        <Empty>{t.newsNone}</Empty>
      ) : (
        <>
          <TableBox label={t.newsTitle(first.name)}>
            <Heads names={t.newsHeads} />
            <tbody>
              {rows.map(row => (
                <Line key={row.title_id} row={row} />
              ))}
            </tbody>
          </TableBox>
          <div className="k-line k-line-end">
            <Button variant="filled" loading={see.isPending} onClick={run}>
              {t.seen}
            </Button>
          </div>
        </>
      )}
      {see.error !== null && <Failed error={see.error} />}
    </Page>
  )
}

/** What came or changed for one kept search, since whoever looks last said "seen". */
export const Screen = (): ReactNode => {
  const search_id = usePart('search_id')
  const read = useReadPages(searchNews, { params: { search_id }, query: {} })
  return (
    <>
      <Read of={read}>
        {({ pages: [first, ...more] }) =>
          first !== undefined && (
            <Shown search_id={search_id} first={first} rows={[first, ...more].flatMap(page => page.rows)} />
          )
        }
      </Read>
      <More of={read} />
    </>
  )
}
