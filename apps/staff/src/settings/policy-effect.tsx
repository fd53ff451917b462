import type { previewHoldPolicy } from '@kaft/contract/holds'
import type { OkOf } from '@kaft/contract/operation'
import { Spine } from '@kaft/ui/spine.tsx'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useLanguage } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { Heads, TableBox } from '../base/table-box.tsx'
import { holdSettingTexts } from './texts/holds.ts'

type Effect = OkOf<typeof previewHoldPolicy>

const Counts = ({ effect }: { effect: Effect }): ReactNode => {
  const t = holdSettingTexts[useLanguage()]
  const rows = [
    [t.previewOwn, effect.own],
    [t.previewTravels, effect.travels],
    [t.previewNobody, effect.nobody],
  ] as const
  return (
    <TableBox label={t.preview}>
      <Heads names={t.previewHeads} />
      <tbody>
        {rows.map(([name, both]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{both.now}</td>
            <td className={both.now === both.draft ? undefined : 'k-strong'}>{both.draft}</td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  )
}

/** What a choice would do with the next item of the titles that most wait for: counts, and a few of them by name. */
export const PolicyEffect = ({ effect }: { effect: Effect }): ReactNode => {
  const t = holdSettingTexts[useLanguage()]
  const sentence =
    effect.titles === 0
      ? t.previewNone
      : effect.changed === 0
        ? t.previewSame(effect.titles)
        : t.previewChanged(effect.changed, effect.titles)
  return (
    <Spine state="move" soft panel className="k-stack">
      <p role="status">{sentence}</p>
      {effect.titles > 0 && <Counts effect={effect} />}
      {effect.examples.length > 0 && (
        <TableBox label={sentence}>
          <Heads names={t.exampleHeads} />
          <tbody>
            {effect.examples.map(one => (
              <tr key={one.title_id}>
                <th scope="row">
                  <Link to={paths.title(one.title_id)}>{one.title}</Link>
                </th>
                <td>{one.now ?? t.nobody}</td>
                <td>{one.draft ?? t.nobody}</td>
              </tr>
            ))}
          </tbody>
        </TableBox>
      )}
    </Spine>
  )
}
