import { createStore } from '../base/store.ts'

/** The list that was looked at last, so that `[` and `]` walk through its titles, and where it can be found again. */
export const lastList = createStore<{ readonly title_ids: readonly string[]; readonly address: string }>({
  title_ids: [],
  address: '',
})

/** The title before or after one in the last list; null at its ends and for a title that is not in it. */
export const besides = (title_id: string, step: 1 | -1): string | null => {
  const { title_ids } = lastList.get()
  const at = title_ids.indexOf(title_id)
  return at < 0 ? null : (title_ids[at + step] ?? null)
}
