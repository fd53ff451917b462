import { readSeries } from '@kaft/contract/works'
import type { ReactNode } from 'react'
import { useAsked } from '../base/address.ts'
import { useReadPages } from '../base/hooks.ts'
import { inLanguage } from '../base/in-language.ts'
import { kindName } from '../base/kinds.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { paths } from '../base/paths.ts'
import { More } from '../base/rows.tsx'
import { Empty, Read } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { To } from '../base/to.tsx'
import { catalogueTexts } from './texts/index.ts'

/** A series with its volumes in order, and what of each stands here. */
export const Screen = (): ReactNode => {
  const texts = useTexts(catalogueTexts)
  const t = texts.inSeries
  const lang = useLanguage()
  const name = useAsked().get('naam') ?? ''
  const read = useReadPages(readSeries, { query: { name } }, { enabled: name !== '' })
  return (
    <Page
      title={t.title(name)}
      about={t.about}
      actions={<To to={`${paths.catalogue}?reeks=${encodeURIComponent(name)}&waar=alle`}>{t.search}</To>}
    >
      <Read of={read}>
        {({ pages }) => {
          const rows = pages.flatMap(page => page.rows)
          if (rows.length === 0) return <Empty>{t.none}</Empty>
          return (
            <>
              <TableBox label={t.title(name)}>
                <Heads names={t.heads} />
                <tbody>
                  {rows.map(v => (
                    <tr key={v.title_id}>
                      <td>{v.volume}</td>
                      <th scope="row">
                        <To to={paths.title(v.title_id)} {...inLanguage(v.language)}>
                          {v.title}
                        </To>
                      </th>
                      <td>{v.author}</td>
                      <td>{kindName(v.material, lang)}</td>
                      <td className="k-number">{v.year}</td>
                      <td>
                        {v.items > 0 ? (
                          texts.ofAll(v.available, v.items)
                        ) : (
                          <span className="k-quiet">{texts.notHere}</span>
                        )}
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
    </Page>
  )
}
