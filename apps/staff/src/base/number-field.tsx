import { TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'

export interface NumberFieldProps {
  readonly label: ReactNode
  readonly description?: ReactNode
  readonly value: number
  readonly min: number
  readonly max: number
  readonly onChange: (value: number) => void
}

/**
 * A whole number that is typed. While what stands there is no number between both bounds the last one holds, and it
 * stands there again when the field is left: the field can be emptied on the way to another number.
 */
export function NumberField({ label, description, value, min, max, onChange }: NumberFieldProps): ReactNode {
  const [typed, setTyped] = useState<string | null>(null)
  const change = (text: string): void => {
    const digits = text.replace(/\D/g, '').slice(0, String(max).length)
    setTyped(digits)
    const number = Number(digits)
    if (digits !== '' && number >= min && number <= max) onChange(number)
  }
  return (
    <TextInput
      label={label}
      description={description}
      value={typed ?? String(value)}
      inputMode="numeric"
      autoComplete="off"
      onChange={event => change(event.currentTarget.value)}
      onBlur={() => setTyped(null)}
    />
  )
}
