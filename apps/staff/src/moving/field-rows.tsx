import { type MoveField, moveFields } from '@kaft/contract/move-fields'
import type { MoveFileMap } from '@kaft/contract/moving'
import { NativeSelect, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTexts } from '../base/language.ts'
import { Heads, TableBox } from '../base/table-box.tsx'
import { setColumn } from './move.model.ts'
import css from './moving.module.css'
import { movingTexts } from './texts/index.ts'

interface At {
  readonly map: MoveFileMap
  readonly give: number
  readonly names: readonly string[]
  readonly set: (map: MoveFileMap) => void
}

const days = new Set(['day', 'birth', 'moment'])

/** One field: its column, a second one, what holds where nothing stands, and how days are written. */
const Row = ({ at, field, of }: { at: At; field: string; of: MoveField }): ReactNode => {
  const t = useTexts(movingTexts)
  const column = at.map.gives[at.give]?.columns[field]
  const from = column?.from ?? []
  // A column that this file has not may be one of another version of the same export.
  const known = [...new Set([...at.names, ...from])]
  const label = t.fields[field] ?? field
  const change = (set: Parameters<typeof setColumn>[2]): void =>
    at.set(setColumn(at.map, { give: at.give, field }, set))
  const pick = (place: number, name: string): void => {
    const next = from.slice()
    if (name === '') next.splice(place, 1)
    else next[place] = name
    change({ from: next })
  }
  const options = [{ value: '', label: t.file.none }, ...known.map(name => ({ value: name, label: name }))]
  return (
    <tr>
      <th scope="row">
        {label}
        {of.needed === true && <span className="k-quiet"> ({t.file.needed})</span>}
      </th>
      <td>
        <NativeSelect
          aria-label={`${label}: ${t.file.fieldHeads[1]}`}
          value={from[0] ?? ''}
          data={options}
          onChange={event => pick(0, event.currentTarget.value)}
        />
      </td>
      <td>
        {from.length > 0 && (
          <NativeSelect
            aria-label={`${label}: ${t.file.fieldHeads[2]}`}
            value={from[1] ?? ''}
            data={options}
            onChange={event => pick(1, event.currentTarget.value)}
          />
        )}
        {from.length > 1 && (
          <NativeSelect
            aria-label={`${label}: ${t.file.several['join']}`}
            value={column?.pick ?? 'join'}
            data={Object.entries(t.file.several).map(([value, name]) => ({ value, label: name }))}
            onChange={event => change({ pick: event.currentTarget.value as 'join' | 'first' | 'flags' })}
          />
        )}
      </td>
      <td>
        <TextInput
          aria-label={`${label}: ${t.file.fieldHeads[3]}`}
          value={column?.fixed ?? ''}
          maxLength={120}
          onChange={event => change({ fixed: (event.currentTarget.value || undefined) as never })}
        />
      </td>
      <td>
        {days.has(of.type) && from.length > 0 && (
          <NativeSelect
            aria-label={`${label}: ${t.file.fieldHeads[4]}`}
            value={column?.dates ?? ''}
            data={Object.entries(t.file.dates).map(([value, name]) => ({ value, label: name }))}
            onChange={event => change({ dates: (event.currentTarget.value || undefined) as never })}
          />
        )}
      </td>
    </tr>
  )
}

export const FieldRows = (at: At): ReactNode => {
  const t = useTexts(movingTexts)
  const kind = at.map.gives[at.give]?.kind
  if (kind === undefined) return null
  return (
    <TableBox label={t.kinds[kind] ?? kind}>
      <Heads names={t.file.fieldHeads} />
      <tbody className={css['fields']}>
        {Object.entries(moveFields[kind]).map(([field, of]) => (
          <Row key={field} at={at} field={field} of={of} />
        ))}
      </tbody>
    </TableBox>
  )
}
