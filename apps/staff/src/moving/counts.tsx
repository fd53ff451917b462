import { type Move, type MoveCount, reconcileMove, signMove } from '@kaft/contract/moving'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, Checkbox, Radio } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Failed, Read } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { refreshed } from './acts.tsx'
import { movingTexts } from './texts/index.ts'

const Row = ({ row }: { row: MoveCount }): ReactNode => {
  const t = useTexts(movingTexts)
  const f = useFormats()
  const both = (count: number, cents: number | null): string =>
    cents === null ? f.count(count) : `${f.count(count)} · ${f.money(cents)}`
  return (
    <>
      <tr>
        <th scope="row">{t.kinds[row.kind]}</th>
        <td className="k-number">{both(row.source, row.source_cents)}</td>
        <td className="k-number">{both(row.refused, row.refused_cents)}</td>
        <td className="k-number">{f.count(row.left_behind)}</td>
        <td className="k-number">{both(row.here, row.here_cents)}</td>
        <td>
          <StateWord state={row.fits ? 'ok' : 'stop'} size={16}>
            {row.fits ? t.fits : t.differs}
          </StateWord>
        </td>
      </tr>
      {row.kept > 0 && (
        <tr>
          <td colSpan={6} className="k-quiet">
            {t.kept(f.count(row.kept))}
          </td>
        </tr>
      )}
    </>
  )
}

/** The signature: a person who says that it fits, and how those without e-mail are told. */
const Sign = ({ move, behind }: { move: Move; behind: number }): ReactNode => {
  const t = useTexts(movingTexts)
  const f = useFormats()
  const sign = useDo(signMove, refreshed)
  const [agreed, setAgreed] = useState(false)
  const [without, setWithout] = useState<'visit' | 'letter'>('visit')
  return (
    <Spine panel className="k-stack">
      <h3 className="k-strong">{t.sign}</h3>
      <p>{t.signAbout}</p>
      <Radio.Group
        label={t.withoutEmail}
        value={without}
        onChange={value => setWithout(value === 'letter' ? 'letter' : 'visit')}
      >
        <div className="k-stack">
          <Radio value="visit" label={t.without['visit']} />
          <Radio value="letter" label={t.without['letter']} />
        </div>
      </Radio.Group>
      <Checkbox
        label={behind === 0 ? t.agreeNone : t.agree(f.count(behind))}
        checked={agreed}
        onChange={event => setAgreed(event.currentTarget.checked)}
      />
      {sign.error !== null && <Failed error={sign.error} />}
      <div className="k-line k-line-end">
        <Button
          variant="filled"
          disabled={!agreed}
          loading={sign.isPending}
          onClick={() =>
            sign.mutate({
              params: { move_id: move.move_id },
              body: { command_id: newCommandId(), refused: behind, without_email: without },
            })
          }
        >
          {t.signNow}
        </Button>
      </div>
    </Spine>
  )
}

/** Both sides, counted now; and the signature where they come out even. */
export const Counts = ({ move }: { move: Move }): ReactNode => {
  const t = useTexts(movingTexts)
  const read = useRead(reconcileMove, { params: { move_id: move.move_id } })
  return (
    <section className="k-stack">
      <h2 className="k-text-md k-strong">{t.count}</h2>
      <p className="k-quiet">{t.countAbout}</p>
      <Read of={read}>
        {({ rows, fits, behind }) => (
          <>
            <TableBox label={t.count}>
              <Heads names={t.countHeads} />
              <tbody>
                {rows.map(row => (
                  <Row key={row.kind} row={row} />
                ))}
              </tbody>
            </TableBox>
            {move.state === 'loaded' && fits && <Sign move={move} behind={behind} />}
          </>
        )}
      </Read>
    </section>
  )
}
