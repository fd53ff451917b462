import { seekTransit, type transits } from '@kaft/contract/logistics'
import type { OkOf } from '@kaft/contract/operation'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { dayOf, useFormats } from '../base/format.ts'
import { inLanguage } from '../base/in-language.ts'
import { useTexts } from '../base/language.ts'
import { Row, Rows } from '../base/rows.tsx'
import { Empty } from '../base/states.tsx'
import { settle } from './acts.ts'
import { transportTexts } from './texts.ts'

export type Transits = OkOf<typeof transits>
export type Transit = Transits['rows'][number]

const Sought = ({ line }: { line: Transit }): ReactNode => {
  const t = useTexts(transportTexts)
  const f = useFormats()
  if (line.sought_at === null || line.sought_by === null) return null
  return <span className="k-quiet"> · {t.sought(line.sought_by, f.dayShort(dayOf(line.sought_at)))}</span>
}

/** What travels, longest first. With `acts` each line can be put right. */
export const TransitRows = ({
  lines,
  none,
  acts,
}: {
  lines: readonly Transit[]
  none: string
  acts: boolean
}): ReactNode => {
  const t = useTexts(transportTexts)
  const f = useFormats()
  if (lines.length === 0) return <Empty>{none}</Empty>
  return (
    <Rows
      label={t.moving}
      columns={acts ? 'minmax(12rem, 1fr) auto auto auto' : 'minmax(12rem, 1fr) auto auto'}
    >
      {lines.map(line => (
        <Row key={line.item_id} state={line.late ? 'ask' : 'move'}>
          <span>
            <span className="k-strong" {...inLanguage(line.language)}>
              {line.title}
            </span>{' '}
            <code className="k-quiet">{line.barcode}</code>
            <br />
            <span className="k-quiet">
              {[line.shelf, line.call_number].filter(Boolean).join(' · ')}
              {line.crate !== null && ` · ${t.inCrate(line.crate)}`}
            </span>
            <Sought line={line} />
          </span>
          <span>
            {t.route(line.from_branch, line.to_branch)}
            <span className="k-quiet"> · {t.because[line.because]}</span>
          </span>
          <span>
            {t.days(line.days)}
            <span className="k-quiet"> · {t.since(f.dayShort(dayOf(line.since)))}</span>
          </span>
          {acts && (
            <Allowed op={seekTransit} otherwise={<span />}>
              <span className="k-line">
                <Button size="compact-sm" data-act="open" onClick={() => void settle('seek', line)}>
                  {t.seek}
                </Button>
                <Button size="compact-sm" onClick={() => void settle('shelve', line)}>
                  {t.shelve}
                </Button>
                <Button size="compact-sm" onClick={() => void settle('lose', line)}>
                  {t.lose}
                </Button>
              </span>
            </Allowed>
          )}
        </Row>
      ))}
    </Rows>
  )
}
