import { searchTitles, type Title } from '@kaft/contract/cataloguing'
import { editionsOfTitle, setEditionWork } from '@kaft/contract/works'
import { Button, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useFocusOnOpen } from '../base/form.tsx'
import { useDo, useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Empty, Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { useRested } from './authorities/use-rested.ts'
import recordCss from './record/record.module.css'
import { catalogueTexts } from './texts/index.ts'

const MOST = 8

/** Another title of which this one is an edition, looked up and chosen. */
export const JoinEdition = ({ title, close }: { title: Title; close: () => void }): ReactNode => {
  const t = useTexts(catalogueTexts).editions
  const [typed, setTyped] = useState(title.title)
  const field = useFocusOnOpen<HTMLInputElement>()
  const q = useRested(typed)
  const read = useRead(searchTitles, { query: { q, each_edition: '1' } }, { enabled: q !== '', keep: true })
  const join = useDo(setEditionWork, [editionsOfTitle])
  const hits = (read.data?.rows ?? []).filter(h => h.title_id !== title.title_id).slice(0, MOST)
  return (
    <div className="k-stack">
      <TextInput
        ref={field}
        label={t.joinSearch}
        value={typed}
        maw="30rem"
        autoComplete="off"
        onChange={event => setTyped(event.currentTarget.value)}
      />
      {q !== '' && read.data !== undefined && hits.length === 0 && <Empty>{t.joinNone}</Empty>}
      <ul className={recordCss['plain']}>
        {hits.map(hit => (
          <li key={hit.title_id} className="k-line">
            <Button
              size="compact-sm"
              loading={join.isPending}
              onClick={() =>
                join.mutate(
                  {
                    params: { title_id: title.title_id },
                    body: { command_id: newCommandId(), act: 'join', with_title_id: hit.title_id },
                  },
                  {
                    onSuccess: () => {
                      tell(t.wasJoined)
                      close()
                    },
                  },
                )
              }
            >
              {t.joinWith(hit.title)}
            </Button>
            <span className="k-quiet">{[hit.author, hit.year].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
      {join.error !== null && <Failed error={join.error} />}
    </div>
  )
}
