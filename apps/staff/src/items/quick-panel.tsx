import { quickAdd } from '@kaft/contract/items'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useFocusOnOpen } from '../base/form.tsx'
import { useDo } from '../base/hooks.ts'
import { kindName } from '../base/kinds.ts'
import { textsNow, useLanguage, useTexts } from '../base/language.ts'
import { closePanel, openPanel } from '../base/panel.ts'
import { Failed } from '../base/states.tsx'
import { offerUndo } from '../base/undo.ts'
import { refreshTouched, touched } from './acts.ts'
import { itemTexts } from './texts/index.ts'

const types = ['book', 'comic', 'magazine', 'dvd', 'cd', 'audiobook', 'game', 'board_game', 'other'] as const

/** An item that nobody catalogued yet: a code, a title or an ISBN, and it can go along. */
const Quick = ({ code, after }: { code: string; after: () => void }): ReactNode => {
  const t = useTexts(itemTexts)
  const lang = useLanguage()
  const first = useFocusOnOpen<HTMLInputElement>()
  const [isbn, setIsbn] = useState('')
  const [title, setTitle] = useState('')
  const [item_type, setType] = useState<string>('book')
  const add = useDo(quickAdd, touched)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const named = {
      ...(isbn.trim() ? { isbn: isbn.trim() } : {}),
      ...(title.trim() ? { title: title.trim() } : {}),
    }
    add.mutate(
      { body: { command_id: newCommandId(), barcode: code, item_type, ...named } },
      {
        onSuccess: ({ item, event_id }) => {
          closePanel()
          refreshTouched()
          offerUndo(t.quick.done(item.title), event_id, touched)
          after()
        },
      },
    )
  }
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      <p>{t.quick.about}</p>
      <p>
        {t.quick.code}: <code>{code}</code>
      </p>
      <TextInput
        ref={first}
        label={t.quick.isbn}
        description={t.quick.isbnHint}
        value={isbn}
        maxLength={20}
        autoComplete="off"
        onChange={event => setIsbn(event.currentTarget.value)}
      />
      <TextInput
        label={t.quick.name}
        value={title}
        maxLength={200}
        autoComplete="off"
        onChange={event => setTitle(event.currentTarget.value)}
      />
      <NativeSelect
        label={t.quick.type}
        value={item_type}
        data={types.map(one => ({ value: one, label: kindName(one, lang) }))}
        onChange={event => setType(event.currentTarget.value)}
      />
      {add.error !== null && <Failed error={add.error} />}
      <div className="k-line k-line-end">
        <Button type="submit" variant="filled" loading={add.isPending}>
          {t.quick.do}
        </Button>
      </div>
    </form>
  )
}

/** @param after what happens with the item that is known now, such as the scan again */
export const openQuickAdd = (code: string, after: () => void): void =>
  openPanel({ title: textsNow(itemTexts).quick.title, body: <Quick code={code} after={after} /> })
