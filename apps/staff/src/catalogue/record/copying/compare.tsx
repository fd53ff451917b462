import type { CopyHit } from '@kaft/contract/copy-cataloguing'
import type { MarcRecord } from '@kaft/marc'
import { Button, Checkbox } from '@mantine/core'
import { type ReactNode, useMemo, useState } from 'react'
import { useTexts } from '../../../base/language.ts'
import { TableBox } from '../../../base/table-box.tsx'
import { recordOf } from '../line.model.ts'
import { brought, type ComparedRow, compared, takenOver } from './compare.model.ts'
import css from './copying.module.css'
import { copyTexts } from './texts.ts'

/** A hit that was laid beside others, and whose it is. */
export interface Picked {
  readonly key: string
  readonly from: string
  readonly hit: CopyHit
}

const Row = ({
  row,
  chosen,
  toggle,
}: {
  row: ComparedRow
  chosen: boolean
  /** Null where nothing can be taken: there is nothing to take it into, or nothing to take. */
  toggle: (() => void) | null
}): ReactNode => {
  const t = useTexts(copyTexts)
  return (
    <tr data-state={row.same ? undefined : 'ask'} className={row.same ? css['same'] : css['differs']}>
      <th scope="row">
        {toggle === null ? (
          row.tag
        ) : (
          <Checkbox label={row.tag} aria-label={t.takeTag(row.tag)} checked={chosen} onChange={toggle} />
        )}
      </th>
      {row.cells.map((cell, i) => (
        // oxlint-disable-next-line react/no-array-index-key -- a column has no other name
        <td key={i}>
          {cell.map((line, n) => (
            // oxlint-disable-next-line react/no-array-index-key -- lines may be equal
            <div key={n}>{line}</div>
          ))}
        </td>
      ))}
    </tr>
  )
}

/**
 * Records side by side, tag by tag. With one hit beside the record that is being described, tags are marked and taken
 * over together.
 */
export const Compare = ({
  now,
  picked,
  take,
}: {
  now: MarcRecord | null
  picked: readonly Picked[]
  take: (record: MarcRecord, from: string) => void
}): ReactNode => {
  const t = useTexts(copyTexts)
  const [only, setOnly] = useState(true)
  const others = useMemo(() => picked.map(p => recordOf(p.hit.record)), [picked])
  const [first] = others
  const from = picked[0]?.from ?? ''
  const single = now !== null && first !== undefined && others.length === 1 ? { now, other: first } : null
  const all = single === null ? [] : brought(single.now, single.other)
  const [unchosen, setUnchosen] = useState<ReadonlySet<string>>(new Set())
  const chosen = all.filter(tag => !unchosen.has(tag))
  const rows = compared(now === null ? others : [now, ...others]).filter(row => !only || !row.same)
  const toggle = (tag: string): void =>
    setUnchosen(had => (had.has(tag) ? new Set([...had].filter(x => x !== tag)) : new Set([...had, tag])))
  return (
    <section className="k-stack">
      <div className="k-line k-line-between">
        <h3 className="k-text-md k-strong">{t.compare}</h3>
        <Checkbox
          label={t.onlyDifferent}
          checked={only}
          onChange={event => setOnly(event.currentTarget.checked)}
        />
      </div>
      {single !== null && <p className="k-quiet">{t.compareAbout}</p>}
      <TableBox label={t.compare}>
        <thead>
          <tr>
            <th scope="col">{t.tag}</th>
            {now !== null && <th scope="col">{t.now}</th>}
            {picked.map(p => (
              <th key={p.key} scope="col">
                {p.from}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className={css['lines']}>
          {rows.map(row => (
            <Row
              key={row.tag}
              row={row}
              chosen={chosen.includes(row.tag)}
              toggle={all.includes(row.tag) ? () => toggle(row.tag) : null}
            />
          ))}
        </tbody>
      </TableBox>
      {single !== null && (
        <div className="k-line k-line-end">
          <Button onClick={() => setUnchosen(chosen.length === 0 ? new Set() : new Set(all))}>
            {chosen.length === 0 ? t.takeAll : t.takeNone}
          </Button>
          <Button
            variant="filled"
            disabled={chosen.length === 0}
            onClick={() => take(takenOver(single.now, single.other, new Set(chosen)), from)}
          >
            {t.takeChosen(chosen.length)}
          </Button>
        </div>
      )}
    </section>
  )
}
