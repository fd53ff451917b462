import { readTitle, searchTitles } from '@kaft/contract/cataloguing'
import { Checkbox, NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import { DayField } from '../base/day-field.tsx'
import { useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { catalogueTexts } from './texts/index.ts'

/** What a reservation may ask beyond its title: one item, other titles that would do, and days. */
export interface WishMore {
  readonly item_id: string
  readonly also: readonly string[]
  readonly notBefore: string
  readonly notAfter: string
}
export const noMore: WishMore = { item_id: '', also: [], notBefore: '', notAfter: '' }
const MOST_OTHERS = 6

/** Other titles that look like this one: other editions first, for they bear its name. */
const Also = ({
  title,
  chosen,
  choose,
}: {
  title: { title_id: string; title: string }
  chosen: readonly string[]
  choose: (ids: readonly string[]) => void
}): ReactNode => {
  const t = useTexts(catalogueTexts).hold
  const read = useRead(searchTitles, { query: { q: title.title } })
  const others = (read.data?.rows ?? []).filter(one => one.title_id !== title.title_id).slice(0, MOST_OTHERS)
  if (others.length === 0) return null
  return (
    <Checkbox.Group label={t.also} description={t.alsoAbout} value={[...chosen]} onChange={choose}>
      {others.map(one => (
        <Checkbox
          key={one.title_id}
          value={one.title_id}
          label={[one.title, one.author, one.year].filter(Boolean).join(' · ')}
        />
      ))}
    </Checkbox.Group>
  )
}

export const WishFields = ({
  title,
  more,
  set,
}: {
  title: { title_id: string; title: string }
  more: WishMore
  set: (more: WishMore) => void
}): ReactNode => {
  const t = useTexts(catalogueTexts).hold
  const read = useRead(readTitle, { params: { title_id: title.title_id } })
  const items = (read.data?.items ?? []).map(i => ({
    value: i.item_id,
    label: `${i.barcode} · ${i.branch_name}`,
  }))
  return (
    <>
      <NativeSelect
        label={t.item}
        value={more.item_id}
        data={[{ value: '', label: t.anyItem }, ...items]}
        onChange={event => set({ ...more, item_id: event.currentTarget.value, also: [] })}
      />
      {more.item_id === '' && (
        <Also title={title} chosen={more.also} choose={also => set({ ...more, also })} />
      )}
      <DayField
        label={t.notBefore}
        value={more.notBefore}
        onText={notBefore => set({ ...more, notBefore })}
      />
      <DayField label={t.notAfter} value={more.notAfter} onText={notAfter => set({ ...more, notAfter })} />
    </>
  )
}
