import { type AuthorityRecord, titlesOfAuthority } from '@kaft/contract/authorities'
import { Checkbox } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useFormats } from '../../base/format.ts'
import { useReadPages } from '../../base/hooks.ts'
import { inLanguage } from '../../base/in-language.ts'
import { useTexts } from '../../base/language.ts'
import { paths } from '../../base/paths.ts'
import { More } from '../../base/rows.tsx'
import { Empty, Read } from '../../base/states.tsx'
import { Heads, TableBox } from '../../base/table-box.tsx'
import { To } from '../../base/to.tsx'
import catalogueCss from '../catalogue.module.css'
import { authorityTexts } from './texts.ts'

/** The names that lead here, and the headings beside this one. */
export const Names = ({ of }: { of: AuthorityRecord }): ReactNode => {
  const { record: t } = useTexts(authorityTexts)
  return (
    <dl className={catalogueCss['facts']}>
      <div className={catalogueCss['fact']}>
        <dt>{t.seeFrom}</dt>
        <dd>{of.see_from.length === 0 ? t.noSee : of.see_from.map(s => s.text).join(' · ')}</dd>
      </div>
      {of.see_also.length > 0 && (
        <div className={catalogueCss['fact']}>
          <dt>{t.seeAlso}</dt>
          <dd className="k-line">
            {of.see_also.map(s => (
              <span key={`${s.kind} ${s.text}`}>
                {s.authority_id === null ? s.text : <To to={paths.authority(s.authority_id)}>{s.text}</To>}
                {t.relations[s.relation] !== '' && (
                  <span className="k-quiet"> ({t.relations[s.relation]})</span>
                )}
              </span>
            ))}
          </dd>
        </div>
      )}
    </dl>
  )
}

/** The titles that have the heading, in whichever form. */
export const TitlesOf = ({ of }: { of: AuthorityRecord }): ReactNode => {
  const { record: t } = useTexts(authorityTexts)
  const f = useFormats()
  const [behind, setBehind] = useState(false)
  const params = { authority_id: of.authority_id }
  const query = behind ? { behind: '1' as const } : {}
  const read = useReadPages(titlesOfAuthority, { params, query }, { enabled: of.titles > 0 })
  return (
    <section className="k-stack">
      <h2 className="k-text-lg k-strong">{t.titles(f.count(of.titles))}</h2>
      {of.behind > 0 && (
        <Checkbox label={t.onlyBehind} checked={behind} onChange={e => setBehind(e.currentTarget.checked)} />
      )}
      {of.titles === 0 ? (
        <Empty>{t.noTitles}</Empty>
      ) : (
        <Read of={read}>
          {({ pages }) => (
            <>
              <TableBox label={t.titles(f.count(of.titles))}>
                <Heads names={t.titleHeads} />
                <tbody>
                  {pages
                    .flatMap(page => page.rows)
                    .map(row => (
                      <tr key={row.title_id}>
                        <th scope="row">
                          <To to={paths.title(row.title_id)} {...inLanguage(row.language)}>
                            {row.title}
                          </To>
                        </th>
                        <td>{row.author}</td>
                        <td className="k-number">{row.year}</td>
                        <td className={row.behind ? '' : 'k-quiet'}>{row.form}</td>
                      </tr>
                    ))}
                </tbody>
              </TableBox>
              <More of={read} />
            </>
          )}
        </Read>
      )}
    </section>
  )
}
