import { StateWord } from '@kaft/ui/spine.tsx'
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTexts } from '../base/language.ts'
import { type Category, type MembershipType, useCategories } from '../base/library-settings.ts'
import { Heads, TableBox } from '../base/table-box.tsx'
import { baseTexts } from '../base/texts.ts'
import css from './settings.module.css'
import { settingsTexts } from './texts/index.ts'
import { newType, readTypes, type TypeForm, typeFormsOf } from './types.model.ts'

const cardTypes = ['person', 'class', 'institution', 'ibl', 'administrative'] as const
const ends = ['months', 'year', 'year_pro_rata'] as const
const columns = ['type', 'name', 'fee', 'months', 'from_age', 'to_age'] as const

const Line = ({
  form,
  categories,
  set,
  drop,
}: {
  form: TypeForm
  categories: readonly Category[]
  set: (changes: Partial<TypeForm>) => void
  drop: () => void
}): ReactNode => {
  const t = useTexts(settingsTexts)
  return (
    <tr>
      {columns.map((column, at) => (
        <td key={column}>
          <TextInput
            aria-label={`${t.library.types.heads[at] ?? ''}: ${form.name}`}
            value={form[column]}
            autoComplete="off"
            spellCheck={false}
            onChange={event => set({ [column]: event.currentTarget.value })}
          />
        </td>
      ))}
      <td>
        <NativeSelect
          aria-label={`${t.library.types.card}: ${form.name}`}
          value={form.card_type}
          data={cardTypes.map(value => ({ value, label: t.library.types.cards[value] }))}
          onChange={event => set({ card_type: event.currentTarget.value as TypeForm['card_type'] })}
        />
      </td>
      <td>
        <TextInput
          aria-label={`${t.library.types.postcodes}: ${form.name}`}
          value={form.postcodes}
          autoComplete="off"
          onChange={event => set({ postcodes: event.currentTarget.value })}
        />
      </td>
      <td>
        <NativeSelect
          aria-label={`${t.library.types.category}: ${form.name}`}
          value={form.category}
          data={[
            { value: '', label: t.library.types.everyone },
            ...categories.map(one => ({ value: one.category, label: one.name })),
          ]}
          onChange={event => set({ category: event.currentTarget.value })}
        />
      </td>
      <td>
        <Checkbox
          aria-label={`${t.library.types.social}: ${form.name}`}
          checked={form.social}
          onChange={event => set({ social: event.currentTarget.checked })}
        />
      </td>
      <td>
        <NativeSelect
          aria-label={`${t.library.types.ends}: ${form.name}`}
          value={form.ends}
          data={ends.map(value => ({ value, label: t.library.types.endsOn[value] }))}
          onChange={event => set({ ends: event.currentTarget.value as TypeForm['ends'] })}
        />
      </td>
      <td>
        <Button size="compact-md" aria-label={t.library.types.drop(form.name)} onClick={drop}>
          ×
        </Button>
      </td>
    </tr>
  )
}

/** The kinds of membership as a table to edit; saved whole. */
export const MembershipTypes = ({
  types,
  save,
  busy,
}: {
  types: readonly MembershipType[]
  save: (types: readonly MembershipType[]) => void
  busy: boolean
}): ReactNode => {
  const t = useTexts(settingsTexts)
  const b = useTexts(baseTexts)
  const [forms, setForms] = useState(() => typeFormsOf(types))
  const categories = useCategories()
  const [wrong, setWrong] = useState<number | null>(null)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const read = readTypes(forms)
    setWrong(read.ok ? null : read.row)
    if (read.ok) save(read.types)
  }
  return (
    <form className="k-stack" onSubmit={submit} noValidate>
      <TableBox label={t.library.keys['patrons.membership_types']}>
        <Heads
          names={[
            ...t.library.types.heads,
            t.library.types.card,
            t.library.types.postcodes,
            t.library.types.category,
            t.library.types.social,
            t.library.types.ends,
            t.library.types.dropHead,
          ]}
        />
        <tbody className={css['types']}>
          {forms.map(form => (
            <Line
              key={form.no}
              form={form}
              categories={categories}
              set={changes =>
                setForms(all => all.map(one => (one.no === form.no ? { ...one, ...changes } : one)))
              }
              drop={() => setForms(all => all.filter(one => one.no !== form.no))}
            />
          ))}
        </tbody>
      </TableBox>
      {wrong !== null && (
        <p role="alert">
          <StateWord state="stop">{t.library.types.wrong(wrong)}</StateWord>
        </p>
      )}
      <div className="k-line k-line-between">
        <Button onClick={() => setForms(all => [...all, newType(all)])}>{t.library.types.add}</Button>
        <Button type="submit" variant="filled" loading={busy}>
          {b.save}
        </Button>
      </div>
    </form>
  )
}
