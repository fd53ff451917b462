import { type Joining, previewJoining, readJoining } from '@kaft/contract/joinings'
import type { OkOf } from '@kaft/contract/operation'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import type { ReactNode } from 'react'
import { usePart } from '../../base/address.ts'
import { dayOf, useFormats } from '../../base/format.ts'
import { useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Loading, Read } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { To } from '../../base/to.tsx'
import { rooms } from '../rooms.ts'
import { SettingsPage } from '../settings-page.tsx'
import { settingsTexts } from '../texts/index.ts'
import { BeginStep, type Standing, TellStep } from './joining-steps.tsx'
import { cooperationTexts } from './texts.ts'

type Preview = OkOf<typeof previewJoining>['libraries']

const Counts = ({ rows }: { rows: Preview }): ReactNode => {
  const t = useTexts(cooperationTexts)
  const f = useFormats()
  return (
    <TableBox label={t.step1}>
      <Heads names={t.previewHeads} />
      <tbody>
        {rows.map(row => (
          <tr key={row.library_id}>
            <th scope="row">{row.name}</th>
            <td className="k-quiet">{row.joins ? t.joinsWord : t.memberWord}</td>
            <td className="k-number">{f.count(row.records)}</td>
            <td className="k-number">{f.count(row.becomes_visible)}</td>
            <td className="k-number">{f.count(row.by_email)}</td>
            <td className="k-number">{f.count(row.by_letter)}</td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  )
}

/** What it opens, in words and in counts. */
const Opens = ({ joining, preview }: { joining: Joining; preview: Preview | undefined }): ReactNode => {
  const t = useTexts(cooperationTexts)
  const f = useFormats()
  const { opens, membership_types } = joining
  const said = (Object.keys(t.opens) as (keyof typeof t.opens)[]).filter(key => opens[key])
  return (
    <Spine panel className="k-stack">
      <h2 className="k-text-md k-strong">{t.step1}</h2>
      <ul>
        {said.map(key => (
          <li key={key}>{t.opens[key]}</li>
        ))}
        <li>{opens.shares_patrons ? t.hidden.shares : t.hidden.not}</li>
        {membership_types !== null && <li>{t.types1(membership_types.join(', '))}</li>}
        {opens.shares_patrons &&
          preview?.map(row => (
            <li key={row.library_id}>
              {row.becomes_visible === 0
                ? t.seesNone(row.name)
                : t.sees(row.name, f.count(row.becomes_visible))}
            </li>
          ))}
      </ul>
      {preview === undefined ? <Loading /> : <Counts rows={preview} />}
    </Spine>
  )
}

const Shown = ({ of }: { of: Standing }): ReactNode => {
  const t = useTexts(cooperationTexts)
  const s = useTexts(settingsTexts)
  const f = useFormats()
  const { joining } = of
  const open = joining.state === 'draft' || joining.state === 'telling'
  const preview = useRead(
    previewJoining,
    { params: { joining_id: joining.joining_id } },
    { enabled: open, fresh_ms: 60_000 },
  ).data?.libraries
  const ended = joining.ended_at === null ? '' : f.dayYear(dayOf(joining.ended_at))
  return (
    <SettingsPage
      room="agreements"
      title={`${joining.name} · ${joining.rung} ${s.agreements.rungs[joining.rung]}`}
      actions={<To to={rooms.agreements}>{t.back}</To>}
    >
      <p className="k-quiet">{t.madeBy(joining.made_by, f.dayYear(dayOf(joining.made_at)))}</p>
      {joining.state === 'active' && (
        <StateWord state="ok">{t.isActive(ended, joining.ended_by ?? '–')}</StateWord>
      )}
      {joining.state === 'withdrawn' && (
        <StateWord state="stop">{t.isWithdrawn(ended, joining.ended_by ?? '–')}</StateWord>
      )}
      {open && (
        <>
          <Opens joining={joining} preview={preview} />
          <TellStep of={of} preview={preview} />
          <BeginStep of={of} />
        </>
      )}
    </SettingsPage>
  )
}

/** One joining: what it opens, whether the patrons know, and letting it begin. */
export const Screen = (): ReactNode => {
  const joining_id = usePart('joining_id')
  const read = useRead(readJoining, { params: { joining_id } }, { every_ms: 5_000 })
  return <Read of={read}>{of => <Shown of={of} />}</Read>
}
