import { type RoleCode, roles } from '@kaft/contract/leave'
import { patronAccess } from '@kaft/contract/privacy'
import type { ReactNode } from 'react'
import { useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { type Language, useLanguage, useTexts } from '../base/language.ts'
import { Empty, Read } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { roleName } from '../base/who-may.ts'
import { itemTexts } from '../items/texts/index.ts'
import { patronTexts } from './texts/index.ts'

const isRole = (word: string): word is RoleCode => word in roles
const roleWord = (word: string, lang: Language): string => (isRole(word) ? roleName(word, lang) : word)

/** Who looked at this record: library, role, day and purpose. The patron sees the very same. */
export const LogTab = ({ patron_id }: { patron_id: string }): ReactNode => {
  const t = useTexts(patronTexts)
  const i = useTexts(itemTexts)
  const f = useFormats()
  const lang = useLanguage()
  const read = useRead(patronAccess, { params: { patron_id } })
  return (
    <div className="k-stack">
      <h2 className="k-text-md k-strong">{t.log.who}</h2>
      <p className="k-quiet">{t.log.about}</p>
      <Read of={read}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty>{t.log.none}</Empty>
          ) : (
            <TableBox label={t.log.who}>
              <Heads names={[t.log.day, t.log.library, t.log.role, t.log.purpose, `#${t.log.times}`]} />
              <tbody>
                {rows.map(row => (
                  <tr
                    key={`${row.on} ${row.library_name} ${row.role} ${row.purpose} ${row.reason} ${row.ticket}`}
                  >
                    <td>{f.dayShort(row.on)}</td>
                    <td>{row.library_name}</td>
                    <td>
                      {row.role === null ? t.log.self : roleWord(row.role, lang)}
                      {row.ticket !== null && ` · ticket ${row.ticket}`}
                    </td>
                    <td>
                      {t.log.purposes[row.purpose]}
                      {row.reason !== null && ` · ${{ ...i.damage.reasons, ...t.endedReasons }[row.reason]}`}
                    </td>
                    <td className="k-number">{row.times}</td>
                  </tr>
                ))}
              </tbody>
            </TableBox>
          )
        }
      </Read>
    </div>
  )
}
