import { listSynonyms, saveSynonyms, type SynonymGroup } from '@kaft/contract/cataloguing'
import { Button, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { announce } from '../base/announce.ts'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { useFirstField } from '../base/form.tsx'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo, useReadPages } from '../base/hooks.ts'
import { textsNow, useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { More } from '../base/rows.tsx'
import { Empty, Failed, Read } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { paths } from '../base/paths.ts'
import { To } from '../base/to.tsx'
import { offerWayBack } from '../base/undo.ts'
import { searchTexts } from './texts/search.ts'

const wordsIn = (text: string): string[] =>
  text
    .split(/[,;]/)
    .map(word => word.trim())
    .filter(word => word !== '')

const Form = ({ group, done }: { group: SynonymGroup | null; done?: () => void }): ReactNode => {
  const { synonyms: t } = useTexts(searchTexts)
  const fields = useFirstField(group !== null)
  const [words, setWords] = useState(group?.words.join(', ') ?? '')
  const save = useDo(saveSynonyms, [listSynonyms])
  const send = (): void =>
    save.mutate(
      { body: { command_id: newCommandId(), group_id: group?.group_id ?? null, words: wordsIn(words) } },
      {
        onSuccess: () => {
          announce(t.saved)
          if (group === null) setWords('')
          done?.()
        },
      },
    )
  return (
    <form
      ref={fields}
      className="k-stack"
      onSubmit={event => {
        event.preventDefault()
        if (wordsIn(words).length > 0) send()
      }}
    >
      <TextInput
        label={t.words}
        description={t.hint}
        value={words}
        maxLength={1000}
        onChange={event => setWords(event.currentTarget.value)}
      />
      {save.error !== null && <Failed error={save.error} />}
      <div className="k-line">
        <Button type="submit" loading={save.isPending}>
          {group === null ? t.add : t.save}
        </Button>
        {done !== undefined && (
          <Button variant="default" onClick={done}>
            {t.cancel}
          </Button>
        )}
      </div>
    </form>
  )
}

const Row = ({ group, mayChange }: { group: SynonymGroup; mayChange: boolean }): ReactNode => {
  const { synonyms: t } = useTexts(searchTexts)
  const f = useFormats()
  const [open, setOpen] = useState(false)
  const drop = useDo(saveSynonyms, [listSynonyms])
  const words = group.words.join(', ')
  const offer = (): void =>
    offerWayBack(t.removed(words), [listSynonyms], async () => {
      const again = { command_id: newCommandId(), group_id: null, words: [...group.words] }
      await call(saveSynonyms, { body: again })
      return textsNow(searchTexts).synonyms.back(words)
    })
  return (
    <tr>
      <th scope="row">{open ? <Form group={group} done={() => setOpen(false)} /> : words}</th>
      <td>{f.dayShort(dayOf(group.changed_at))}</td>
      <td>
        {mayChange && !open && (
          <span className="k-line">
            <Button size="compact-sm" aria-label={`${t.edit}: ${words}`} onClick={() => setOpen(true)}>
              {t.edit}
            </Button>
            <Button
              size="compact-sm"
              aria-label={`${t.remove}: ${words}`}
              onClick={() =>
                drop.mutate(
                  { body: { command_id: newCommandId(), group_id: group.group_id, words: [] } },
                  { onSuccess: offer },
                )
              }
            >
              {t.remove}
            </Button>
          </span>
        )}
        {drop.error !== null && <Failed error={drop.error} />}
      </td>
    </tr>
  )
}

/** Words that mean the same to who searches, declared for all libraries. */
export const Screen = (): ReactNode => {
  const { synonyms: t, index } = useTexts(searchTexts)
  const read = useReadPages(listSynonyms, {})
  return (
    <Page title={t.title} about={t.about} actions={<To to={paths.searchIndex}>{index.link}</To>}>
      <Read of={read}>
        {({ pages }) => {
          const rows = pages.flatMap(page => page.rows)
          const mayChange = pages[0]?.may_change ?? false
          return (
            <>
              {mayChange ? <Form group={null} /> : <p className="k-quiet">{t.readOnly}</p>}
              {rows.length === 0 ? (
                <Empty>{t.none}</Empty>
              ) : (
                <TableBox label={t.title}>
                  <Heads names={t.heads} />
                  <tbody>
                    {rows.map(group => (
                      <Row key={group.group_id} group={group} mayChange={mayChange} />
                    ))}
                  </tbody>
                </TableBox>
              )}
              <More of={read} />
            </>
          )
        }}
      </Read>
    </Page>
  )
}
