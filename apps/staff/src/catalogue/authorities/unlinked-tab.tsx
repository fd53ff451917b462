import {
  authorityKinds,
  linkHeading,
  makeAuthorityOf,
  unlinkedHeadings,
  type UnlinkedHeading,
} from '@kaft/contract/authorities'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useGo } from '../../base/address.ts'
import { Allowed } from '../../base/allowed.tsx'
import { newCommandId } from '../../base/command-id.ts'
import { useFormats } from '../../base/format.ts'
import { useDo, useReadPages } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { paths } from '../../base/paths.ts'
import { More } from '../../base/rows.tsx'
import { Empty, Failed, Read } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { tell } from '../../base/tell.ts'
import { useKinds } from './kinds.ts'
import { authorityTexts } from './texts.ts'
import { useRested } from './use-rested.ts'

/** What can be done with a heading that no record keeps: say whose it is, or make it one. */
const Acts = ({ row }: { row: UnlinkedHeading }): ReactNode => {
  const { unlinked: t } = useTexts(authorityTexts)
  const go = useGo()
  const link = useDo(linkHeading, [unlinkedHeadings])
  const make = useDo(makeAuthorityOf, [unlinkedHeadings])
  const params = { heading_id: row.heading_id }
  const error = link.error ?? make.error
  return (
    <div className="k-stack">
      <div className="k-line">
        {row.candidates.map(c => (
          <Button
            key={c.authority_id}
            size="compact-sm"
            loading={link.isPending}
            onClick={() =>
              link.mutate(
                { params, body: { command_id: newCommandId(), authority_id: c.authority_id } },
                { onSuccess: said => tell(t.linked(said.heading)) },
              )
            }
          >
            {t.link(c.heading)}
          </Button>
        ))}
        <Button
          size="compact-sm"
          variant="default"
          loading={make.isPending}
          onClick={() =>
            make.mutate(
              { params, body: { command_id: newCommandId() } },
              { onSuccess: said => go(paths.authority(said.authority_id)) },
            )
          }
        >
          {t.make}
        </Button>
      </div>
      {error !== null && <Failed error={error} />}
    </div>
  )
}

/** Headings of titles that no record keeps, those of most titles first. */
export const UnlinkedTab = (): ReactNode => {
  const texts = useTexts(authorityTexts)
  const { unlinked: t } = texts
  const f = useFormats()
  const kinds = useKinds()
  const [typed, setTyped] = useState('')
  const [kind, setKind] = useState('')
  const q = useRested(typed)
  const known = authorityKinds.find(k => k === kind)
  const query = { ...(q === '' ? {} : { q }), ...(known === undefined ? {} : { kind: known }) }
  const read = useReadPages(unlinkedHeadings, { query }, { keep: true })
  return (
    <>
      <p className="k-quiet">{t.about}</p>
      <div className="k-line">
        <TextInput
          label={t.starts}
          value={typed}
          autoComplete="off"
          maxLength={100}
          onChange={event => setTyped(event.currentTarget.value)}
        />
        <NativeSelect
          label={texts.kind}
          value={kind}
          data={kinds}
          onChange={event => setKind(event.currentTarget.value)}
        />
      </div>
      <Read of={read}>
        {({ pages }) => {
          const rows = pages.flatMap(page => page.rows)
          if (rows.length === 0) return <Empty>{t.none}</Empty>
          return (
            <>
              <TableBox label={texts.tabs.unlinked}>
                <Heads names={t.heads} />
                <tbody>
                  {rows.map(row => (
                    <tr key={row.heading_id}>
                      <th scope="row">{row.text}</th>
                      <td>{texts.kinds[row.kind]}</td>
                      <td className="k-number">{f.count(row.titles)}</td>
                      <td>
                        <Allowed op={linkHeading}>
                          <Acts row={row} />
                        </Allowed>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </TableBox>
              <More of={read} />
            </>
          )
        }}
      </Read>
    </>
  )
}
