import { type Duplicate, duplicates, keepApart, unkeepApart } from '@kaft/contract/merges'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useGo } from '../../base/address.ts'
import { call } from '../../base/api.ts'
import { offerWayBack } from '../../base/undo.ts'
import { newCommandId } from '../../base/command-id.ts'
import { useDo, useReadPages } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { Empty, Failed, Loading } from '../../base/states.tsx'
import { To } from '../../base/to.tsx'
import css from '../patrons.module.css'
import { mergePath } from './merge.model.ts'
import { mergeTexts } from './texts.ts'

const Side = ({ of }: { of: Duplicate['one'] }): ReactNode => {
  const t = useTexts(mergeTexts)
  const facts = [of.birth_year, of.municipality, of.membership_name, t.card(of.card_tail)].filter(Boolean)
  return (
    <p>
      <To to={paths.patron(of.patron_id, 'gegevens')} className="k-strong">
        {of.name}
      </To>{' '}
      <span className="k-quiet">{facts.join(' · ')}</span>
    </p>
  )
}

/** "Twee personen", with the way back in the toast. */
const useApart = () => {
  const t = useTexts(mergeTexts)
  const apart = useDo(keepApart, [duplicates])
  const pair = ({ one, other }: Duplicate) => ({
    body: { command_id: newCommandId(), one_id: one.patron_id, other_id: other.patron_id },
  })
  const run = (row: Duplicate): void =>
    apart.mutate(pair(row), {
      onSuccess: () =>
        offerWayBack(t.apartDone, [duplicates], async () => {
          await call(unkeepApart, pair(row))
          return t.together
        }),
    })
  return { run, busy: apart.isPending, error: apart.error }
}

/** Records that may be one person; each pair is compared before anything is done. */
export const Screen = (): ReactNode => {
  const t = useTexts(mergeTexts)
  const go = useGo()
  const apart = useApart()
  const read = useReadPages(duplicates, { query: {} })
  const rows = read.data?.pages.flatMap(page => page.rows)
  return (
    <Page title={t.list} about={t.about}>
      {read.error !== null && <Failed error={read.error} />}
      {apart.error !== null && <Failed error={apart.error} />}
      {rows === undefined && read.error === null && <Loading />}
      {rows?.length === 0 && !read.hasNextPage && <Empty>{t.none}</Empty>}
      {rows?.map(row => (
        <Spine panel key={`${row.one.patron_id} ${row.other.patron_id}`} className={css['card']}>
          <div className="k-grow">
            <Side of={row.one} />
            <Side of={row.other} />
            <p className="k-quiet">{row.share.map(what => t.share[what]).join(' · ')}</p>
          </div>
          <div className="k-line">
            <Button variant="filled" onClick={() => go(mergePath(row.one.patron_id, row.other.patron_id))}>
              {t.compare}
            </Button>
            <Button disabled={apart.busy} onClick={() => apart.run(row)}>
              {t.apart}
            </Button>
          </div>
        </Spine>
      ))}
      {read.hasNextPage && (
        <Button loading={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
          {t.more}
        </Button>
      )}
    </Page>
  )
}
