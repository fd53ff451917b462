import { TextInput, type TextInputProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { parseDay } from './day.model.ts'
import { dayOf, useFormats } from './format.ts'
import { useTexts } from './language.ts'
import { baseTexts } from './texts.ts'

/**
 * A day that is typed as people write it; what was understood stands below it in words. The value is the text:
 * who submits the form reads it with `parseDay`, and an unreadable text is an error of the field.
 */
export const DayField = ({
  value,
  onText,
  read = typed => parseDay(typed, dayOf()),
  shape,
  ...rest
}: Omit<TextInputProps, 'value' | 'onChange'> & {
  value: string
  onText: (text: string) => void
  /** Other ways to read it: a birth date may be a year alone. */
  read?: (typed: string) => string | null
  /** How to type it, until something was understood. */
  shape?: string
}): ReactNode => {
  const t = useTexts(baseTexts)
  const f = useFormats()
  const day = value.trim() === '' ? null : read(value)
  const said = day === null ? '' : day.length === 10 ? f.dayLong(day) : f.dayYear(day)
  return (
    <TextInput
      placeholder={t.dayHint}
      autoComplete="off"
      description={said === '' ? (shape ?? t.dayShape) : said}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      {...rest}
      value={value}
      onChange={event => onText(event.currentTarget.value)}
    />
  )
}
