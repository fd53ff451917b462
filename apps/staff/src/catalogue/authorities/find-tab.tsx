import { findAuthorities } from '@kaft/contract/authorities'
import { NativeSelect } from '@mantine/core'
import { type ReactNode, useRef, useState } from 'react'
import { useFormats } from '../../base/format.ts'
import { useReadPages } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { paths } from '../../base/paths.ts'
import { More } from '../../base/rows.tsx'
import { SearchField } from '../../base/search-field.tsx'
import { Empty, Read } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { To } from '../../base/to.tsx'
import { useKinds } from './kinds.ts'
import { authorityTexts } from './texts.ts'
import { useRested } from './use-rested.ts'

/** Headings by how a name begins or by any of its words; without a word all of them, in their order. */
export const FindTab = (): ReactNode => {
  const t = useTexts(authorityTexts)
  const f = useFormats()
  const kinds = useKinds()
  const list = useRef<HTMLTableSectionElement>(null)
  const [typed, setTyped] = useState('')
  const [kind, setKind] = useState('')
  const q = useRested(typed)
  const query = { ...(q === '' ? {} : { q }), ...(kind === '' ? {} : { kinds: kind }) }
  const read = useReadPages(findAuthorities, { query }, { keep: true })
  return (
    <>
      <div className="k-line">
        <SearchField
          label={t.search}
          description={t.hint}
          list={list}
          value={typed}
          onText={setTyped}
          miw="min(24rem, 100%)"
        />
        <NativeSelect
          label={t.kind}
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
              <TableBox label={t.results}>
                <Heads names={t.heads} />
                <tbody ref={list}>
                  {rows.map(hit => (
                    <tr key={hit.authority_id}>
                      <th scope="row">
                        <To to={paths.authority(hit.authority_id)} data-row>
                          {hit.heading}
                        </To>
                      </th>
                      <td>{t.kinds[hit.kind]}</td>
                      <td className="k-quiet">{hit.found_by}</td>
                      <td className="k-number">{f.count(hit.titles)}</td>
                      <td className="k-quiet">{hit.source}</td>
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
