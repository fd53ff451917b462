import { askTarget, type CopyHit, type CopyTarget } from '@kaft/contract/copy-cataloguing'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useRead } from '../../../base/hooks.ts'
import { inLanguage } from '../../../base/in-language.ts'
import { kindName } from '../../../base/kinds.ts'
import { useLanguage, useTexts } from '../../../base/language.ts'
import { paths } from '../../../base/paths.ts'
import { Failed } from '../../../base/states.tsx'
import { Heads, TableBox } from '../../../base/table-box.tsx'
import { To } from '../../../base/to.tsx'
import type { Picked } from './compare.tsx'
import type { Sought } from './compare.model.ts'
import css from './copying.module.css'
import { copyTexts } from './texts.ts'

interface Acts {
  readonly picked: readonly Picked[]
  readonly pick: (one: Picked) => void
  readonly take: (one: Picked) => void
}

const Hit = ({ one, picked, pick, take }: Acts & { one: Picked }): ReactNode => {
  const t = useTexts(copyTexts)
  const lang = useLanguage()
  const { hit } = one
  const about = [hit.author, hit.year, kindName(hit.material, lang)].filter(Boolean).join(' · ')
  return (
    <tr>
      <th scope="row">
        <span {...inLanguage(hit.language)}>{hit.title}</span>
        <div className="k-quiet">{about}</div>
      </th>
      <td>{[hit.publisher, hit.edition, hit.extent].filter(Boolean).join(' · ')}</td>
      <td>{hit.isbns.join(', ')}</td>
      <td className="k-number">
        {hit.fields}
        {hit.partial && <div className="k-quiet">{t.partial}</div>}
      </td>
      <td className={css['here']}>
        {hit.here.length === 0 ? (
          <span className="k-quiet">{t.notHere}</span>
        ) : (
          hit.here.slice(0, 3).map(title => (
            <div key={title.title_id}>
              <To to={paths.title(title.title_id)} title={title.title}>
                {t.here}
              </To>
            </div>
          ))
        )}
      </td>
      <td className={css['acts']}>
        <Button
          size="compact-sm"
          aria-pressed={picked.some(p => p.key === one.key)}
          aria-label={t.besideOf(hit.title)}
          onClick={() => pick(one)}
        >
          {t.beside}
        </Button>{' '}
        <Button size="compact-sm" aria-label={t.takeOf(hit.title)} onClick={() => take(one)}>
          {t.take}
        </Button>
      </td>
    </tr>
  )
}

const Hits = ({
  target,
  hits,
  ...acts
}: Acts & { target: CopyTarget; hits: readonly CopyHit[] }): ReactNode => {
  const t = useTexts(copyTexts)
  if (hits.length === 0) return null
  return (
    <TableBox label={target.name}>
      <Heads names={t.heads} />
      <tbody>
        {hits.map(hit => {
          const one = { key: `${target.target_id} ${hit.place}`, from: target.name, hit }
          return <Hit key={one.key} one={one} {...acts} />
        })}
      </tbody>
    </TableBox>
  )
}

const asked = ({ isbn, title, author }: Sought) => ({
  ...(isbn === '' ? {} : { isbn }),
  ...(title === '' ? {} : { title }),
  ...(author === '' ? {} : { author }),
})

/** What one catalogue answers, as soon as it does; nobody waits for another. */
export const TargetAnswer = ({
  target,
  sought,
  from = 1,
  ...acts
}: Acts & { target: CopyTarget; sought: Sought; from?: number }): ReactNode => {
  const t = useTexts(copyTexts)
  const [more, setMore] = useState(false)
  const read = useRead(
    askTarget,
    {
      params: { target_id: target.target_id },
      query: { ...asked(sought), ...(from === 1 ? {} : { from: String(from) }) },
    },
    { fresh_ms: 300_000 },
  )
  const said = read.data
  const seconds = said === undefined ? '' : (said.took_ms / 1000).toFixed(1).replace('.', ',')
  return (
    <>
      {from === 1 && (
        <h3 className="k-line k-text-md" role="status">
          <span className="k-strong">{target.name}</span>
          {said === undefined && read.error === null && <span className="k-quiet">{t.asking}</span>}
          {said?.fault === null && <span className="k-quiet">{t.found(said.count, seconds)}</span>}
        </h3>
      )}
      {read.error !== null && <Failed error={read.error} again={() => void read.refetch()} />}
      {said !== undefined && said.fault !== null && (
        <Spine state="ask" soft panel>
          <StateWord state="ask">{t.faults[said.fault.code] ?? said.fault.code}</StateWord>{' '}
          {said.fault.says !== '' && <span className="k-quiet">{said.fault.says}</span>}
        </Spine>
      )}
      {said !== undefined && <Hits target={target} hits={said.hits} {...acts} />}
      {said !== undefined && said.unread > 0 && <p className="k-quiet">{t.unread(said.unread)}</p>}
      {said?.next != null &&
        (more ? (
          <TargetAnswer target={target} sought={sought} from={said.next} {...acts} />
        ) : (
          <div>
            <Button size="compact-sm" onClick={() => setMore(true)}>
              {t.more}
            </Button>
          </div>
        ))}
    </>
  )
}
