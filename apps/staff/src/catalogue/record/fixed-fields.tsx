import { NativeSelect, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useLanguage, useTexts } from '../../base/language.ts'
import { readSpot, type Spot, writeSpot } from './fixed.model.ts'
import css from './record.module.css'
import { recordTexts } from './texts.ts'

/** What a fixed field says, each in a field of its own; what is chosen is written in its place. */
export const FixedFields = ({
  spots,
  text,
  whole,
  onChange,
}: {
  spots: readonly Spot[]
  text: string
  whole: number
  onChange: (text: string) => void
}): ReactNode => {
  const t = useTexts(recordTexts)
  const lang = useLanguage()
  return (
    <div className={css['spots']}>
      {spots.map(spot => {
        const value = readSpot(text, spot)
        const label = t.spots[spot.name] ?? spot.name
        const put = (next: string): void => onChange(writeSpot(text, spot, next, whole))
        if (spot.values.length === 0)
          return (
            <TextInput
              key={spot.name}
              label={label}
              value={value.trimEnd()}
              maxLength={spot.length}
              onChange={event => put(event.currentTarget.value)}
            />
          )
        const known = spot.values.some(([code]) => code === value)
        return (
          <NativeSelect
            key={spot.name}
            label={label}
            value={value}
            data={[
              ...(known ? [] : [{ value, label: value.trim() === '' ? '–' : value }]),
              ...spot.values.map(([code, nl, en]) => ({
                value: code,
                label: `${lang === 'nl' ? nl : en}${code.trim() === '' ? '' : ` (${code.trim()})`}`,
              })),
            ]}
            onChange={event => put(event.currentTarget.value)}
          />
        )
      })}
    </div>
  )
}
