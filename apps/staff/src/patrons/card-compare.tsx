import { takeFromCard } from '@kaft/contract/identity'
import { mergePatrons } from '@kaft/contract/merges'
import { type Patron, readPatron, readPatronHead } from '@kaft/contract/patrons'
import type { CardFields } from '@kaft/eid'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, Checkbox } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useGo } from '../base/address.ts'
import { newCommandId } from '../base/command-id.ts'
import { typedDay } from '../base/day.model.ts'
import { tellPatronChanged } from '../base/desk-door.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { useAllowed, useSession } from '../base/session.ts'
import { Failed, Loading } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { tell } from '../base/tell.ts'
import { asTyped, type CardKey, differences } from './card-reading.model.ts'
import { mergePath } from './merge/merge.model.ts'
import { onlineTexts } from './online/texts.ts'
import css from './patrons.module.css'
import { eidTexts } from './texts/eid.ts'
import { patronTexts } from './texts/index.ts'

const useShown = () => {
  const p = useTexts(patronTexts)
  const ours = (patron: Patron, key: CardKey): string => {
    const value = patron[key]
    if (key === 'gender') return p.genders[patron.gender]
    return value === null ? p.data.empty : key === 'birth_on' ? typedDay(value) : value
  }
  const theirs = (card: CardFields, key: CardKey): string =>
    key === 'gender' ? p.genders[card.gender] : asTyped(card, key)
  return { ours, theirs, name: (key: CardKey) => p.fields[key] }
}

/** Two columns, the changed fields marked; nothing is applied until staff say so (P44). */
const Differences = ({
  patron,
  card,
  keys,
}: {
  patron: Patron
  card: CardFields
  keys: readonly CardKey[]
}): ReactNode => {
  const t = useTexts(eidTexts)
  const { ours, theirs, name } = useShown()
  const [left, setLeft] = useState<readonly CardKey[]>([])
  const take = useDo(takeFromCard, [readPatron, readPatronHead])
  const may = useAllowed(takeFromCard) && patron.library_id === useSession().library_id
  const chosen = keys.filter(key => !left.includes(key))
  const run = (): void => {
    const { patron_id, version } = patron
    const fields = Object.fromEntries(chosen.map(key => [key, card[key]]))
    take.mutate(
      { params: { patron_id }, body: { command_id: newCommandId(), version, fields } },
      {
        onSuccess: () => {
          tellPatronChanged(patron_id)
          tell(t.taken)
        },
      },
    )
  }
  return (
    <div className={css['block']}>
      <StateWord state="ask">{t.differs}</StateWord>
      <TableBox label={t.differs}>
        <Heads names={['', t.ours, t.onCard, ...(may ? [t.take] : [])]} />
        <tbody>
          {keys.map(key => (
            <tr key={key}>
              <th scope="row">{name(key)}</th>
              <td>{ours(patron, key)}</td>
              <td className="k-strong">{theirs(card, key)}</td>
              {may && (
                <td>
                  <Checkbox
                    aria-label={t.takeOne(name(key))}
                    checked={!left.includes(key)}
                    onChange={event =>
                      setLeft(event.currentTarget.checked ? left.filter(one => one !== key) : [...left, key])
                    }
                  />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </TableBox>
      {take.error !== null && <Failed error={take.error} />}
      {may && (
        <div className="k-line k-line-end">
          <Button disabled={chosen.length === 0} loading={take.isPending} onClick={run}>
            {t.take}
          </Button>
        </div>
      )}
    </div>
  )
}

/** A registration of the internet that is somebody's second record: merged by who may, and asked of them otherwise. */
const MergeLine = ({ kept_id, online_id }: { kept_id: string; online_id: string }): ReactNode => {
  const t = useTexts(onlineTexts)
  const go = useGo()
  return useAllowed(mergePatrons) ? (
    <div className="k-line">
      <Button onClick={() => go(mergePath(kept_id, online_id))}>{t.merge}</Button>
    </div>
  ) : (
    <p className="k-quiet">{t.askMerge}</p>
  )
}

/** The card of somebody who is a member already: who that is, and what the card says otherwise. */
export const CardCompare = ({
  patron_id,
  card,
  leave,
  online_id,
}: {
  patron_id: string
  card: CardFields
  /** Who registered on the internet and turns out to be this patron: the two are one person. */
  online_id?: string
  /** Before the screen goes to the patron. */
  leave: () => void
}): ReactNode => {
  const t = useTexts(eidTexts)
  const session = useSession()
  const go = useGo()
  const button = useRef<HTMLButtonElement>(null)
  const read = useRead(readPatron, { params: { patron_id } })
  const patron = read.data
  const there = patron !== undefined
  useEffect(() => {
    if (there) button.current?.focus()
  }, [there])
  if (read.error !== null) return <Failed error={read.error} />
  if (patron === undefined) return <Loading />
  const keys = differences(patron, card)
  const own = patron.library_id === session.library_id
  return (
    <Spine panel soft state="move" className={css['block']}>
      <div className="k-line k-line-between">
        <StateWord state="move">{own ? t.here : t.ofPartner(patron.library_name)}</StateWord>
        <Button
          ref={button}
          variant="filled"
          onClick={() => {
            leave()
            go(paths.patron(patron_id))
          }}
        >
          {t.open}
        </Button>
      </div>
      <p className="k-strong">
        {patron.given_name} {patron.family_name}
      </p>
      {online_id !== undefined && own && <MergeLine kept_id={patron_id} online_id={online_id} />}
      {keys.length === 0 ? (
        <p className="k-quiet">{t.same}</p>
      ) : (
        <Differences key={patron.version} patron={patron} card={card} keys={keys} />
      )}
    </Spine>
  )
}
