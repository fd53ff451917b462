import type { ReactNode } from 'react'
import { useFormats } from '../base/format.ts'
import { useTexts } from '../base/language.ts'
import { Heads, TableBox } from '../base/table-box.tsx'
import type { Pull } from './pull.model.ts'
import { pullTexts } from './pull-texts.ts'

/** What each library found for the others and got from them; nothing where a library shares with nobody. */
export const ShareTable = ({ share }: { share: Pull['share'] }): ReactNode => {
  const t = useTexts(pullTexts)
  const f = useFormats()
  if (share.length === 0) return null
  return (
    <section className="k-stack" aria-labelledby="share">
      <div>
        <h2 id="share" className="k-text-md k-strong">
          {t.share}
        </h2>
        <p className="k-quiet">{t.shareAbout}</p>
      </div>
      <TableBox label={t.share}>
        <Heads names={t.shareHeads} />
        <tbody>
          {share.map(one => (
            <tr key={one.library_id}>
              <th scope="row" className={one.own ? 'k-strong' : undefined}>
                {one.library_name}
              </th>
              <td className="k-number">{f.count(one.filled)}</td>
              <td className="k-number">{f.count(one.received)}</td>
            </tr>
          ))}
        </tbody>
      </TableBox>
    </section>
  )
}
