import { identityConflicts, settleConflict } from '@kaft/contract/identity'
import type { OkOf } from '@kaft/contract/operation'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { typedDay } from '../base/day.model.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo, useReadPages } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Empty, Failed, Loading } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import css from './identity.module.css'
import { identityTexts } from './texts.ts'

type Conflict = OkOf<typeof identityConflicts>['rows'][number]

const SideOf = ({
  side,
  differs,
}: {
  side: Conflict['sides'][number]
  differs: Conflict['fields']
}): ReactNode => {
  const t = useTexts(identityTexts).conflicts
  const f = useFormats()
  const mark = (field: Conflict['fields'][number]): string =>
    differs.includes(field) ? (css['differs'] ?? '') : ''
  return (
    <div className={css['side']}>
      <p className="k-quiet">{side.library_name}</p>
      <p>
        <span className={mark('given_name')}>{side.given_name}</span>{' '}
        <span className={mark('family_name')}>{side.family_name}</span>
      </p>
      <p>
        <span className={mark('birth_on')}>
          {side.birth_on === null ? t.noBirth : `${t.born} ${typedDay(side.birth_on)}`}
        </span>
      </p>
      <p className="k-quiet">{t.since(f.dayYear(side.registered_on))}</p>
    </div>
  )
}

const OneConflict = ({ conflict }: { conflict: Conflict }): ReactNode => {
  const t = useTexts(identityTexts).conflicts
  const f = useFormats()
  const settle = useDo(settleConflict, [identityConflicts])
  const run = (wrong_patron_id: string | null, said: string): void =>
    settle.mutate(
      {
        params: { conflict_id: conflict.conflict_id },
        body: { command_id: newCommandId(), wrong_patron_id },
      },
      { onSuccess: () => tell(said) },
    )
  return (
    <Spine panel state="ask" className="k-stack">
      <div className="k-line k-line-between">
        <StateWord state="ask">{conflict.fields.map(field => t.fields[field]).join(', ')}</StateWord>
        <span className="k-quiet">{t.found(f.dayYear(dayOf(conflict.found_at)))}</span>
      </div>
      <div className={css['sides']}>
        {conflict.sides.map(side => (
          <SideOf key={side.patron_id} side={side} differs={conflict.fields} />
        ))}
      </div>
      {settle.error !== null && <Failed error={settle.error} />}
      <div className="k-line k-line-end">
        {conflict.sides.map(side => (
          <Button
            key={side.patron_id}
            disabled={settle.isPending}
            onClick={() => run(side.patron_id, t.settledWrong(side.library_name))}
          >
            {t.wrong(side.library_name)}
          </Button>
        ))}
        <Button disabled={settle.isPending} onClick={() => run(null, t.settledSame)}>
          {t.same}
        </Button>
      </div>
    </Spine>
  )
}

/** Records of two libraries that share a number and do not look like one person. */
export const Conflicts = (): ReactNode => {
  const all = useTexts(identityTexts)
  const t = all.conflicts
  const read = useReadPages(identityConflicts, {})
  const rows = read.data?.pages.flatMap(page => page.rows)
  return (
    <section className="k-stack" aria-labelledby="conflicts">
      <h2 id="conflicts" className="k-text-md k-strong">
        {t.title}
      </h2>
      <p className="k-prose k-quiet">{t.about}</p>
      {read.error !== null && <Failed error={read.error} />}
      {rows === undefined ? read.error === null && <Loading /> : rows.length === 0 && <Empty>{t.none}</Empty>}
      {rows?.map(one => (
        <OneConflict key={one.conflict_id} conflict={one} />
      ))}
      {rows !== undefined && rows.length > 0 && <p className="k-quiet">{t.wrongAbout}</p>}
      {read.hasNextPage && <Button onClick={() => void read.fetchNextPage()}>{all.more}</Button>}
    </section>
  )
}
