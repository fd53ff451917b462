import {
  type DoubleSide,
  keepTitlesApart,
  type TitleDouble,
  titleDoubles,
  unkeepTitlesApart,
} from '@kaft/contract/catalogue-doubles'
import { Button, SegmentedControl } from '@mantine/core'
import { type ReactNode, useRef } from 'react'
import { useAsk, useAsked, useGo } from '../../base/address.ts'
import { call } from '../../base/api.ts'
import { newCommandId } from '../../base/command-id.ts'
import { useDo, useReadPages } from '../../base/hooks.ts'
import { inLanguage } from '../../base/in-language.ts'
import { useShortcuts } from '../../base/keys.ts'
import { kindName } from '../../base/kinds.ts'
import { useLanguage, useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { actOnRow, More, Row, Rows } from '../../base/rows.tsx'
import { Empty, Failed, Read } from '../../base/states.tsx'
import { To } from '../../base/to.tsx'
import { offerWayBack } from '../../base/undo.ts'
import css from './doubles.module.css'
import { keptFirst } from './merge.model.ts'
import { doubleTexts } from './texts.ts'

const Side = ({ of }: { of: DoubleSide }): ReactNode => {
  const t = useTexts(doubleTexts)
  const lang = useLanguage()
  const facts = [
    of.author,
    of.provisional ? null : kindName(of.material, lang),
    of.year,
    of.publisher,
    of.extent,
    of.isbns[0],
  ]
  return (
    <span>
      <To to={paths.title(of.title_id)} className="k-strong" {...inLanguage(of.language)}>
        {of.title}
      </To>{' '}
      <span className="k-quiet">
        {facts.filter(Boolean).join(' · ')} · {t.items(of.items)} ·{' '}
        {of.provisional ? t.provisionalOne : of.source}
      </span>
    </span>
  )
}

const Why = ({ of }: { of: TitleDouble }): ReactNode => {
  const t = useTexts(doubleTexts)
  return (
    <span className="k-quiet">
      {t.agrees(of.agrees.map(p => t.points[p]).join(', '))}
      {of.differs.length > 0 && <> · {t.differs(of.differs.map(p => t.points[p]).join(', '))}</>}
    </span>
  )
}

/** "Geen dubbel", with the way back in the toast; the list owns it, since it outlives the row. */
const useApart = () => {
  const t = useTexts(doubleTexts)
  const apart = useDo(keepTitlesApart, [titleDoubles])
  const pair = ({ one, other }: TitleDouble) => ({
    body: { command_id: newCommandId(), one_id: one.title_id, other_id: other.title_id },
  })
  const run = (row: TitleDouble): void =>
    apart.mutate(pair(row), {
      onSuccess: () =>
        offerWayBack(t.apartDone, [titleDoubles], async () => {
          await call(unkeepTitlesApart, pair(row))
          return t.together
        }),
    })
  return { run, busy: apart.isPending, error: apart.error }
}

const Pair = ({ row, apart }: { row: TitleDouble; apart: ReturnType<typeof useApart> }): ReactNode => {
  const t = useTexts(doubleTexts)
  const go = useGo()
  const [kept, gone] = keptFirst(row)
  return (
    <Row>
      <span className={css['pair']}>
        <Side of={kept} />
        <Side of={gone} />
        <Why of={row} />
      </span>
      <span className="k-line">
        <Button
          size="compact-sm"
          variant="filled"
          data-act="open"
          onClick={() => go(paths.mergeTitles(kept.title_id, gone.title_id))}
        >
          {t.compare}
        </Button>
        <Button size="compact-sm" data-act="apart" disabled={apart.busy} onClick={() => apart.run(row)}>
          {t.apart}
        </Button>
      </span>
    </Row>
  )
}

const LISTS = ['mine', 'provisional', 'all'] as const
type List = (typeof LISTS)[number]
const questions = {
  mine: {},
  provisional: { provisional: '1' },
  all: { whose: 'all' },
} as const satisfies Record<List, object>

/** The queue of titles that may be one; each pair is compared before anything is done. */
export const Screen = (): ReactNode => {
  const t = useTexts(doubleTexts)
  const ask = useAsk()
  const asked = useAsked().get('welke')
  const which = LISTS.find(one => one === asked) ?? 'mine'
  const apart = useApart()
  const list = useRef<HTMLUListElement>(null)
  const { nl, en } = doubleTexts
  useShortcuts([
    {
      id: 'doubles.apart',
      combo: 'd',
      does: { nl: nl.apart, en: en.apart },
      run: () => actOnRow(list.current, 'apart'),
    },
  ])
  const read = useReadPages(titleDoubles, { query: questions[which] })
  return (
    <Page title={t.list} about={t.about}>
      <SegmentedControl
        aria-label={t.which}
        value={which}
        data={LISTS.map(value => ({ value, label: t[value] }))}
        onChange={value => ask({ welke: value === 'mine' ? null : value })}
      />
      {apart.error !== null && <Failed error={apart.error} />}
      <Read of={read}>
        {({ pages }) => {
          const rows = pages.flatMap(page => page.rows)
          if (rows.length === 0) return <Empty>{which === 'provisional' ? t.noneProvisional : t.none}</Empty>
          return (
            <>
              <Rows label={t.list} list={list} columns="minmax(12rem, 1fr) auto">
                {rows.map(row => (
                  <Pair key={`${row.one.title_id} ${row.other.title_id}`} row={row} apart={apart} />
                ))}
              </Rows>
              <More of={read} />
            </>
          )
        }}
      </Read>
    </Page>
  )
}
