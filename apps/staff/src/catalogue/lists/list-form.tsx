import { listTitleLists, readTitleList, saveTitleList, type TitleList } from '@kaft/contract/title-lists'
import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../../base/command-id.ts'
import { parseDay } from '../../base/day.model.ts'
import { DayField } from '../../base/day-field.tsx'
import { dayOf } from '../../base/format.ts'
import { useDo } from '../../base/hooks.ts'
import { kindName } from '../../base/kinds.ts'
import { useLanguage, useTexts } from '../../base/language.ts'
import { NumberField } from '../../base/number-field.tsx'
import { Failed } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { baseTexts } from '../../base/texts.ts'
import { listTexts } from './texts.ts'

export type ListRules = Omit<
  TitleList,
  'list_id' | 'version' | 'titles' | 'changed_at' | 'refreshed_at' | 'ended'
>
const kinds = ['hand', 'new', 'lent'] as const
const materials = ['book', 'comic', 'dvd', 'cd', 'audiobook', 'game', 'magazine'] as const
export const noRules: ListRules = {
  name: '',
  about: null,
  kind: 'hand',
  days: 90,
  tags: [],
  most: 20,
  shown: true,
  shown_from: null,
  shown_until: null,
  place: 0,
}

const tagOf = (tags: readonly string[], field: string): string =>
  tags.find(tag => tag.startsWith(`${field}:`))?.slice(field.length + 1) ?? ''
const withTag = (tags: readonly string[], field: string, value: string): string[] => [
  ...tags.filter(tag => !tag.startsWith(`${field}:`)),
  ...(value === '' ? [] : [`${field}:${value}`]),
]

/** Of a list that makes itself: over how long, how many, and of what. */
const Computed = ({
  rules,
  change,
}: {
  rules: ListRules
  change: (of: Partial<ListRules>) => void
}): ReactNode => {
  const t = useTexts(listTexts)
  const lang = useLanguage()
  return (
    <div className="k-line">
      <NumberField
        label={t.days}
        value={rules.days}
        min={1}
        max={400}
        onChange={value => change({ days: value })}
      />
      <NumberField
        label={t.most}
        value={rules.most}
        min={1}
        max={200}
        onChange={value => change({ most: value })}
      />
      <NativeSelect
        label={t.audience}
        value={tagOf(rules.tags, 'audience')}
        data={[
          { value: '', label: t.any },
          ...Object.entries(t.audiences).map(([value, label]) => ({ value, label })),
        ]}
        onChange={event => change({ tags: withTag(rules.tags, 'audience', event.currentTarget.value) })}
      />
      <NativeSelect
        label={t.material}
        value={tagOf(rules.tags, 'material')}
        data={[
          { value: '', label: t.any },
          ...materials.map(value => ({ value, label: kindName(value, lang) })),
        ]}
        onChange={event => change({ tags: withTag(rules.tags, 'material', event.currentTarget.value) })}
      />
    </div>
  )
}

interface Days {
  readonly from: string
  readonly until: string
}
const dayIn = (text: string): string | null => (text.trim() === '' ? null : parseDay(text, dayOf()))
const unread = (text: string): boolean => text.trim() !== '' && dayIn(text) === null

/** When readers see the list, and where among the others. */
const WhenShown = ({
  rules,
  change,
  days,
  setDays,
  asked,
}: {
  rules: ListRules
  change: (of: Partial<ListRules>) => void
  days: Days
  setDays: (days: Days) => void
  asked: boolean
}): ReactNode => {
  const t = useTexts(listTexts)
  return (
    <>
      <Checkbox
        label={t.show}
        checked={rules.shown}
        onChange={event => change({ shown: event.currentTarget.checked })}
      />
      <div className="k-line">
        <DayField
          label={t.from}
          value={days.from}
          onText={from => setDays({ ...days, from })}
          error={asked && unread(days.from)}
        />
        <DayField
          label={t.until}
          value={days.until}
          onText={until => setDays({ ...days, until })}
          error={asked && unread(days.until)}
        />
        <NumberField
          label={t.place}
          description={t.placeAbout}
          value={rules.place}
          min={0}
          max={1000}
          onChange={value => change({ place: value })}
        />
      </div>
    </>
  )
}

const useSave = (list: TitleList | null, done: (list_id: string) => void) => {
  const t = useTexts(listTexts)
  const save = useDo(saveTitleList, [listTitleLists, readTitleList])
  const send = (rules: ListRules, days: Days): void => {
    const { name, about, kind, tags, most, shown, place } = rules
    const what = { about, kind, days: rules.days, tags, most, shown, place }
    const body = { name: name.trim(), ...what, shown_from: dayIn(days.from), shown_until: dayIn(days.until) }
    const which = { list_id: list?.list_id ?? null, version: list?.version ?? 0, ended: list?.ended ?? false }
    save.mutate(
      { body: { command_id: newCommandId(), ...which, ...body } },
      {
        onSuccess: made => {
          tell(t.saved)
          done(made.list_id)
        },
      },
    )
  }
  return { save, send }
}

/** What a list is called, what it holds, and when readers see it. */
export const ListForm = ({
  list,
  done,
}: {
  list: TitleList | null
  done: (list_id: string) => void
}): ReactNode => {
  const t = useTexts(listTexts)
  const b = useTexts(baseTexts)
  const [rules, setRules] = useState<ListRules>(() => (list === null ? noRules : { ...list }))
  const [days, setDays] = useState({ from: list?.shown_from ?? '', until: list?.shown_until ?? '' })
  const [asked, setAsked] = useState(false)
  const { save, send } = useSave(list, done)
  const change = (of: Partial<ListRules>): void => setRules({ ...rules, ...of })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setAsked(true)
    if (rules.name.trim() !== '' && !unread(days.from) && !unread(days.until)) send(rules, days)
  }
  return (
    <form className="k-stack" onSubmit={submit}>
      <TextInput
        label={t.name}
        value={rules.name}
        maxLength={120}
        error={asked && rules.name.trim() === '' ? b.needed : undefined}
        onChange={event => change({ name: event.currentTarget.value })}
      />
      <Textarea
        label={t.aboutList}
        value={rules.about ?? ''}
        maxLength={600}
        autosize
        minRows={2}
        onChange={event => change({ about: event.currentTarget.value || null })}
      />
      {list === null && (
        <NativeSelect
          label={t.kind}
          description={t.aboutKinds[rules.kind]}
          value={rules.kind}
          data={kinds.map(value => ({ value, label: t.kinds[value] }))}
          onChange={event => change({ kind: event.currentTarget.value as ListRules['kind'] })}
        />
      )}
      {rules.kind !== 'hand' && <Computed rules={rules} change={change} />}
      <WhenShown rules={rules} change={change} days={days} setDays={setDays} asked={asked} />
      {save.error !== null && <Failed error={save.error} />}
      <div className="k-line k-line-end">
        <Button type="submit" variant="filled" loading={save.isPending}>
          {list === null ? t.make : t.save}
        </Button>
      </div>
    </form>
  )
}
