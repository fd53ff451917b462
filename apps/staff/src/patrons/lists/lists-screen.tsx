import { dropPersonList, type PersonList, personLists } from '@kaft/contract/person-lists'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useFormats } from '../../base/format.ts'
import { useDo, useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { Empty, Failed, Read } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import css from '../patrons.module.css'
import { MakeList } from './make-list.tsx'
import { People } from './people.tsx'
import { listTexts } from './texts.ts'

const List = ({ list, drop, busy }: { list: PersonList; drop: () => void; busy: boolean }): ReactNode => {
  const t = useTexts(listTexts)
  const f = useFormats()
  const [shown, setShown] = useState(false)
  return (
    <Spine panel className={css['block']}>
      <div className={css['card']}>
        <div className="k-grow">
          <p>
            <span className="k-strong">{t.kinds[list.kind]}</span> · {list.purpose}
          </p>
          <p className="k-quiet">
            {t.facts(list.people, list.made_by, f.dayShort(list.made_on), f.dayYear(list.until))}
          </p>
        </div>
        <div className="k-line">
          <Button aria-expanded={shown} onClick={() => setShown(!shown)}>
            {shown ? t.close : t.open}
          </Button>
          <Button disabled={busy} onClick={drop}>
            {t.drop}
          </Button>
        </div>
      </div>
      {shown && <People list={list} />}
    </Spine>
  )
}

/** Lists of people that stand now, and the form that makes one. */
export const Screen = (): ReactNode => {
  const t = useTexts(listTexts)
  const read = useRead(personLists, {})
  const drop = useDo(dropPersonList, [personLists])
  const run = (list_id: string): void =>
    drop.mutate({ params: { list_id } }, { onSuccess: () => tell(t.dropped) })
  return (
    <Page title={t.title} about={t.about}>
      <MakeList />
      {drop.error !== null && <Failed error={drop.error} />}
      <Read of={read}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty>{t.none}</Empty>
          ) : (
            rows.map(list => (
              <List key={list.list_id} list={list} busy={drop.isPending} drop={() => run(list.list_id)} />
            ))
          )
        }
      </Read>
    </Page>
  )
}
