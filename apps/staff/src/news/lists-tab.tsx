import { type AddressList, addressLists, endAddressList, fetchAddressList } from '@kaft/contract/campaigns'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useFocusOnOpen } from '../base/form.tsx'
import { useFormats } from '../base/format.ts'
import { useDo, useReadPages } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { useMembershipTypes } from '../base/library-settings.ts'
import { saveFile } from '../base/save-file.ts'
import { Empty, Failed, Loading } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import { audienceWords } from './audience-words.ts'
import { ListForm } from './list-form.tsx'
import css from './news.module.css'
import { newsTexts } from './texts/index.ts'

/** That a file was destroyed is a promise that nobody takes back, so it is asked first. */
const EndQuestion = ({ busy, back, go }: { busy: boolean; back: () => void; go: () => void }): ReactNode => {
  const t = useTexts(newsTexts)
  const b = useTexts(baseTexts)
  const question = useFocusOnOpen<HTMLParagraphElement>()
  return (
    <>
      <p ref={question} tabIndex={-1}>
        {t.list.endAsk}
      </p>
      <div className="k-line k-line-end">
        <Button onClick={back}>{b.cancel}</Button>
        <Button variant="filled" color="stop" loading={busy} onClick={go}>
          {t.list.endGo}
        </Button>
      </div>
    </>
  )
}

const Row = ({ list }: { list: AddressList }): ReactNode => {
  const t = useTexts(newsTexts)
  const f = useFormats()
  const types = useMembershipTypes() ?? []
  const fetch = useDo(fetchAddressList, [addressLists])
  const end = useDo(endAddressList, [addressLists])
  const [asking, setAsking] = useState(false)
  const ask = () => ({ params: { list_id: list.list_id }, body: { command_id: newCommandId() } })
  const inUse = list.objected > 0 && list.fetched > 0 && !list.over
  const error = fetch.error ?? end.error
  return (
    <Spine state={list.over ? 'ok' : inUse ? 'stop' : 'ask'} panel className="k-stack">
      <div className={css['head']}>
        <div className={css['about']}>
          <h2 className="k-text-md k-strong">{list.purpose}</h2>
          <p className="k-quiet">
            {t.list.facts(
              list.people,
              t.list.fieldNames[list.fields],
              list.made_by,
              f.dayShort(list.made_on),
            )}{' '}
            · {audienceWords(list.audience, types, t.audience)}
          </p>
          <p className="k-quiet">
            {list.over ? t.list.over : t.list.until(f.dayYear(list.until))} · {t.list.fetched(list.fetched)}
          </p>
        </div>
        {!list.over && !asking && (
          <div className="k-line">
            <Button onClick={() => setAsking(true)}>{t.list.end}</Button>
            <Button loading={fetch.isPending} onClick={() => fetch.mutate(ask(), { onSuccess: saveFile })}>
              {t.list.fetch}
            </Button>
          </div>
        )}
      </div>
      {asking && !list.over && (
        <EndQuestion
          busy={end.isPending}
          back={() => setAsking(false)}
          go={() => end.mutate(ask(), { onSuccess: () => tell(t.list.ended) })}
        />
      )}
      {inUse && <StateWord state="stop">{t.list.objected(list.objected)}</StateWord>}
      {error !== null && <Failed error={error} />}
    </Spine>
  )
}

/** Lists of addresses that left the system, or may, and the form that makes one. */
export const ListsTab = (): ReactNode => {
  const t = useTexts(newsTexts)
  const [making, setMaking] = useState(false)
  const read = useReadPages(addressLists, { query: {} })
  if (read.error !== null) return <Failed error={read.error} again={() => void read.refetch()} />
  if (read.data === undefined) return <Loading />
  const rows = read.data.pages.flatMap(page => page.rows)
  const button = (
    <Button variant="filled" onClick={() => setMaking(true)}>
      {t.list.make}
    </Button>
  )
  return (
    <div className="k-stack">
      {making ? (
        <ListForm close={() => setMaking(false)} />
      ) : (
        rows.length > 0 && <div className="k-line k-line-end">{button}</div>
      )}
      {rows.length === 0 && !making && <Empty action={button}>{t.list.first}</Empty>}
      {rows.map(list => (
        <Row key={list.list_id} list={list} />
      ))}
      {read.hasNextPage && <Button onClick={() => void read.fetchNextPage()}>{t.more}</Button>}
    </div>
  )
}
