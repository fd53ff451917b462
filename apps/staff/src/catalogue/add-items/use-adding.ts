import { readTitle, searchTitles, type Title } from '@kaft/contract/cataloguing'
import { addItem, type ItemHead } from '@kaft/contract/inventory'
import { useState } from 'react'
import { call } from '../../base/api.ts'
import { newCommandId } from '../../base/command-id.ts'
import { useDo } from '../../base/hooks.ts'
import { useSession } from '../../base/session.ts'
import { isIsbn } from '../filters.model.ts'
import { type ItemForm, nextIssue, proposed } from './add-items.model.ts'

interface Added {
  readonly item: ItemHead
  readonly issue: string
}
export type Hits = Awaited<ReturnType<typeof find>>
const MOST_HITS = 10
const find = async (q: string) => {
  const { rows } = await call(searchTitles, { query: { q, where: 'all', each_edition: '1' } })
  return { q, rows: rows.slice(0, MOST_HITS), more: rows.length > MOST_HITS }
}

/** The title under which the next item comes, and what was found where it is not clear which. */
const useTitle = (setForm: (change: (now: ItemForm) => ItemForm) => void) => {
  const session = useSession()
  const [title, setTitle] = useState<Title | null>(null)
  const [hits, setHits] = useState<Hits | null>(null)
  const choose = async (title_id: string): Promise<void> => {
    const found = await call(readTitle, { params: { title_id } })
    const beside = found.items.find(item => item.library_id === session.library_id)
    setForm(now => proposed(now, found, beside))
    setHits(null)
    setTitle(found)
  }
  const look = async (q: string): Promise<void> => {
    const found = await find(q)
    setTitle(null)
    const [only] = found.rows
    if (found.rows.length === 1 && only !== undefined) return choose(only.title_id)
    setHits(found)
  }
  const other = (): void => {
    setTitle(null)
    setHits(null)
  }
  return { title, hits, choose, look, other }
}

const bodyOf = (title_id: string, barcode: string, { issue, shelf, call_number, ...rest }: ItemForm) => ({
  command_id: newCommandId(),
  title_id,
  barcode,
  ...rest,
  shelf: shelf.trim() || null,
  call_number: call_number.trim() || null,
  issue: issue.trim() || null,
  price_cents: null,
  loanable: true,
  note: null,
})

/** The state of the screen: a title or none, what the next item gets, and what was added. */
export const useAdding = () => {
  const { branch_id } = useSession()
  const [added, setAdded] = useState<readonly Added[]>([])
  const [failed, setFailed] = useState<unknown>(null)
  const [form, setForm] = useState<ItemForm>({
    branch_id,
    item_type: 'book',
    shelf: '',
    call_number: '',
    issue: '',
  })
  const { title, hits, choose, look, other } = useTitle(setForm)
  const add = useDo(addItem, [readTitle, searchTitles])
  const done = (item: ItemHead): void => {
    setAdded(all => [{ item, issue: form.issue.trim() }, ...all].slice(0, 50))
    setForm(now => ({ ...now, issue: nextIssue(now.issue) }))
  }
  /** A code that was scanned or typed: of an item where a title is chosen, else of a title. An ISBN is always of one. */
  const code = (text: string): void => {
    const said = text.trim()
    if (said === '') return
    setFailed(null)
    if (title !== null && !isIsbn(said))
      add.mutate({ body: bodyOf(title.title_id, said, form) }, { onSuccess: done, onError: setFailed })
    else void look(said).catch(setFailed)
  }
  return {
    title,
    hits,
    added,
    failed,
    form,
    setForm,
    code,
    other,
    choose: (title_id: string): void => void choose(title_id).catch(setFailed),
    drop: (item_id: string): void => setAdded(all => all.filter(one => one.item.item_id !== item_id)),
    busy: add.isPending,
  }
}
export type Adding = ReturnType<typeof useAdding>
