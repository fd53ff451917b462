import { TextInput, type TextInputProps } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { useShortcuts } from './keys.ts'
import { stepRows } from './rows.tsx'

/** The search field of a list: `/` comes here, `↓` goes to the first row. */
export const SearchField = ({
  list,
  onText,
  onSubmit,
  ...rest
}: Omit<TextInputProps, 'onChange' | 'onSubmit' | 'list'> & {
  label: string
  list: RefObject<HTMLElement | null>
  onText: (text: string) => void
  onSubmit?: () => void
}): ReactNode => {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  useShortcuts([
    {
      id: 'list.search',
      combo: '/',
      does: { nl: 'Naar het zoekveld', en: 'To the search field' },
      run: () => {
        field.current?.focus()
        field.current?.select()
      },
    },
  ])
  return (
    <TextInput
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      {...rest}
      ref={field}
      type="search"
      autoComplete="off"
      spellCheck={false}
      leftSection={<IconSearch size={16} stroke={1.75} aria-hidden="true" />}
      onChange={event => onText(event.currentTarget.value)}
      onKeyDown={event => {
        if (event.key === 'ArrowDown') {
          event.preventDefault()
          stepRows(list.current, 1)
        } else if (event.key === 'Enter') {
          event.preventDefault()
          onSubmit?.()
        }
      }}
    />
  )
}
