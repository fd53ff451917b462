import { readTitle, searchTitles } from '@kaft/contract/cataloguing'
import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { DayField } from '../base/day-field.tsx'
import { useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { baseTexts } from '../base/texts.ts'
import css from './catalogue.module.css'
import { catalogueTexts } from './texts/index.ts'
import { type AlsoTitle, isUnread, type WishMore } from './wish.model.ts'

const MOST_OTHERS = 6

/**
 * Any of these titles: those that look like this one, other editions first, for they bear its name; and whatever else
 * is looked for. What was chosen stays in the list.
 */
const Also = ({
  title,
  chosen,
  choose,
}: {
  title: { title_id: string; title: string }
  chosen: readonly AlsoTitle[]
  choose: (titles: readonly AlsoTitle[]) => void
}): ReactNode => {
  const t = useTexts(catalogueTexts).hold
  const [typed, setTyped] = useState('')
  const q = typed.trim() === '' ? title.title : typed
  const read = useRead(searchTitles, { query: { q, each_edition: '1' } }, { keep: true })
  const found = (read.data?.rows ?? [])
    .filter(one => one.title_id !== title.title_id && !chosen.some(c => c.title_id === one.title_id))
    .slice(0, MOST_OTHERS)
    .map(one => ({
      title_id: one.title_id,
      label: [one.title, one.author, one.year].filter(Boolean).join(' · '),
    }))
  const shown = [...chosen, ...found]
  return (
    <>
      <TextInput
        label={t.also}
        description={t.alsoAbout}
        placeholder={t.alsoSearch}
        value={typed}
        autoComplete="off"
        onChange={event => setTyped(event.currentTarget.value)}
      />
      {shown.length > 0 ? (
        <Checkbox.Group
          aria-label={t.also}
          value={chosen.map(one => one.title_id)}
          onChange={ids => choose(shown.filter(one => ids.includes(one.title_id)))}
        >
          <div className="k-stack">
            {shown.map(one => (
              <Checkbox key={one.title_id} value={one.title_id} label={one.label} />
            ))}
          </div>
        </Checkbox.Group>
      ) : (
        typed.trim() !== '' && <p className="k-quiet">{t.alsoNone}</p>
      )}
    </>
  )
}

export const WishFields = ({
  title,
  more,
  tried,
  set,
}: {
  title: { title_id: string; title: string }
  more: WishMore
  /** Somebody asked for it already. */
  tried: boolean
  set: (more: WishMore) => void
}): ReactNode => {
  const t = useTexts(catalogueTexts).hold
  const b = useTexts(baseTexts)
  const faultOf = (text: string): string | undefined =>
    tried && isUnread(text) ? b.dayUnreadable : undefined
  const read = useRead(readTitle, { params: { title_id: title.title_id } })
  const items = (read.data?.items ?? []).map(i => ({
    value: i.item_id,
    label: `${i.barcode} · ${i.branch_name}`,
  }))
  // Most readers want the title and no more: the rest is one step away, and open where somebody chose some of it.
  const isAsked = more.item_id !== '' || more.also.length > 0 || more.notBefore !== '' || more.notAfter !== ''
  return (
    <details open={isAsked || undefined}>
      <summary>{t.more}</summary>
      <div className={css['more']}>
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
          error={faultOf(more.notBefore)}
          onText={notBefore => set({ ...more, notBefore })}
        />
        <DayField
          label={t.notAfter}
          value={more.notAfter}
          error={faultOf(more.notAfter)}
          onText={notAfter => set({ ...more, notAfter })}
        />
      </div>
    </details>
  )
}
