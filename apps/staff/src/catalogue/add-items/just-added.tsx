import { readTitle, searchTitles } from '@kaft/contract/cataloguing'
import { type ItemHead, takeBackItem } from '@kaft/contract/inventory'
import { Button } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { announce } from '../../base/announce.ts'
import { newCommandId } from '../../base/command-id.ts'
import { useDo } from '../../base/hooks.ts'
import { inLanguage } from '../../base/in-language.ts'
import { useTexts } from '../../base/language.ts'
import { paths } from '../../base/paths.ts'
import { Failed } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { tell } from '../../base/tell.ts'
import { To } from '../../base/to.tsx'
import { addTexts } from './texts.ts'
import type { Adding } from './use-adding.ts'

/** What was added a moment ago, each with the way back. */
export const Done = ({ of }: { of: Adding }): ReactNode => {
  const t = useTexts(addTexts)
  const back = useDo(takeBackItem, [readTitle, searchTitles])
  const [latest] = of.added
  useEffect(() => {
    if (latest !== undefined) announce(t.added(latest.item.barcode, latest.item.title))
  }, [latest, t])
  if (latest === undefined) return null
  const undo = ({ item_id }: ItemHead): void =>
    back.mutate(
      { params: { item_id }, body: { command_id: newCommandId() } },
      {
        onSuccess: () => {
          of.drop(item_id)
          tell(t.takenBack)
        },
      },
    )
  return (
    <div className="k-stack">
      <h2 className="k-text-md k-strong">{t.list}</h2>
      {back.error !== null && <Failed error={back.error} />}
      <TableBox label={t.list}>
        <Heads names={t.heads} />
        <tbody>
          {of.added.map(({ item, issue }) => (
            <tr key={item.item_id}>
              <th scope="row">
                <code>{item.barcode}</code>
              </th>
              <td>
                <To to={paths.title(item.title_id)} {...inLanguage(item.language)}>
                  {item.title}
                </To>
              </td>
              <td>{issue}</td>
              <td>{[item.branch_name, item.shelf, item.call_number].filter(Boolean).join(' · ')}</td>
              <td>
                <Button size="compact-sm" disabled={back.isPending} onClick={() => undo(item)}>
                  {t.undo}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </TableBox>
    </div>
  )
}
