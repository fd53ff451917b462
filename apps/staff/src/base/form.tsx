import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { useTexts } from './language.ts'
import { baseTexts } from './texts.ts'

/** What is wrong with one field: its id in the page, its name, and the sentence that stands beside it too. */
export interface FieldError {
  readonly id: string
  readonly label: string
  readonly text: string
}

/**
 * The faults of a form above it, each a link to its field; the focus goes here when a form is refused (WCAG 2.2
 * §3.3.1). `turn` grows with each refusal, so that the focus comes back on the second try.
 */
export const ErrorSummary = ({
  errors,
  turn,
}: {
  errors: readonly FieldError[]
  turn: number
}): ReactNode => {
  const t = useTexts(baseTexts)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (turn > 0) box.current?.focus()
  }, [turn])
  if (errors.length === 0) return null
  return (
    <Spine ref={box} state="stop" soft panel role="alert" tabIndex={-1} className="k-stack">
      <StateWord state="stop">{t.checkFields(errors.length)}</StateWord>
      <ul>
        {errors.map(({ id, label, text }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              onClick={event => {
                event.preventDefault()
                document.getElementById(id)?.focus()
              }}
            >
              {label}
            </a>
            : {text}
          </li>
        ))}
      </ul>
    </Spine>
  )
}

/** Puts the focus on a field when the part of the screen that holds it opens. */
export const useFocusOnOpen = <T extends HTMLElement>(): RefObject<T | null> => {
  const field = useRef<T>(null)
  useEffect(() => field.current?.focus(), [])
  return field
}

/** The same for a form whose fields are drawn elsewhere: its first field. @param isOpening false where it stood there already */
export const useFirstField = (isOpening = true): RefObject<HTMLFormElement | null> => {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (isOpening) form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus()
  }, [isOpening])
  return form
}
