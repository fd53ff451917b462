import { StateWord } from '@kaft/ui/spine.tsx'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTexts } from '../base/language.ts'
import type { MembershipType } from '../base/library-settings.ts'
import { Heads, TableBox } from '../base/table-box.tsx'
import { baseTexts } from '../base/texts.ts'
import css from './settings.module.css'
import { settingsTexts } from './texts/index.ts'
import { newType, readTypes, type TypeForm, typeFormsOf } from './types.model.ts'

const columns = ['type', 'name', 'fee', 'months', 'from_age', 'to_age'] as const

const Line = ({
  form,
  set,
  drop,
}: {
  form: TypeForm
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
        <Heads names={[...t.library.types.heads, t.library.types.dropHead]} />
        <tbody className={css['types']}>
          {forms.map(form => (
            <Line
              key={form.no}
              form={form}
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
