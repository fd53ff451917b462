import type { State } from '@kaft/ui/tokens'
import { Button } from '@mantine/core'
import { type ComponentPropsWithRef, type ReactNode, type RefObject, useRef } from 'react'
import { type Shortcut, useShortcuts } from './keys.ts'
import { useTexts } from './language.ts'
import css from './rows.module.css'
import { baseTexts } from './texts.ts'

const rowsIn = (list: Element | null | undefined): readonly HTMLElement[] => [
  ...(list?.querySelectorAll<HTMLElement>('[data-row]') ?? []),
]

/** The row that has the focus, or the first one. */
const rowNow = (list: Element | null): HTMLElement | undefined => {
  const rows = rowsIn(list)
  return rows.find(row => row.contains(document.activeElement)) ?? rows[0]
}

/** Moves the focus one row down or up; from outside the list to its first or last row. */
export const stepRows = (list: Element | null, step: 1 | -1): void => {
  const rows = rowsIn(list)
  const at = rows.findIndex(row => row.contains(document.activeElement))
  const next = at < 0 ? (step === 1 ? 0 : rows.length - 1) : at + step
  rows[next]?.focus()
}

/** Presses the button that is, or stands in, what a row marks `data-act={act}`: of the row with the focus, or the first. */
export const actOnRow = (list: Element | null, act: string): void => {
  const marked = rowNow(list)?.querySelector<HTMLElement>(`[data-act='${act}']`)
  const button =
    marked?.matches('a, button') === true ? marked : marked?.querySelector<HTMLElement>('a, button')
  button?.click()
}

const rowKeys = (list: RefObject<HTMLElement | null>, why: boolean): readonly Shortcut[] => [
  {
    id: 'rows.down',
    combo: 'ArrowDown',
    does: { nl: 'Volgende regel', en: 'Next row' },
    run: () => stepRows(list.current, 1),
  },
  {
    id: 'rows.up',
    combo: 'ArrowUp',
    does: { nl: 'Vorige regel', en: 'Previous row' },
    run: () => stepRows(list.current, -1),
  },
  ...(why
    ? [
        {
          id: 'rows.why',
          combo: 'F2',
          does: { nl: 'Waarom?', en: 'Why?' },
          run: () => actOnRow(list.current, 'why'),
        },
      ]
    : []),
]

/** A list of rows that the arrows walk through; where its rows have a "Waarom?", `F2` asks it of the row with the focus. */
export const Rows = ({
  label,
  columns,
  list,
  why = false,
  children,
}: {
  label: string
  /** Widths of the columns in which every row stands where there is room, as CSS grid writes them. */
  columns?: string
  /** Given where keys of the screen act on the row with the focus. */
  list?: RefObject<HTMLUListElement | null>
  /** Its rows mark a "Waarom?" with `data-act="why"`. */
  why?: boolean
  children: ReactNode
}): ReactNode => {
  const own = useRef<HTMLUListElement>(null)
  const ref = list ?? own
  useShortcuts(rowKeys(ref, why))
  return (
    <div className={css['around']}>
      <ul
        ref={ref}
        className={css['rows']}
        aria-label={label}
        data-columns={columns !== undefined || undefined}
        style={{ ['--k-columns' as string]: columns }}
      >
        {children}
      </ul>
    </div>
  )
}

interface RowProps extends ComponentPropsWithRef<'li'> {
  readonly state?: State | undefined
  /** Paints the tint of the state. */
  readonly soft?: boolean
}

/** One row. `Enter` on the row itself presses what is marked `data-act="open"`. */
export const Row = ({ state, soft, children, ...rest }: RowProps): ReactNode => (
  <li
    {...rest}
    data-row
    data-state={state}
    data-soft={soft === true || undefined}
    tabIndex={-1}
    className={css['row']}
    onKeyDown={event => {
      if (event.key !== 'Enter' || event.target !== event.currentTarget) return
      event.preventDefault()
      event.currentTarget.querySelector<HTMLElement>("[data-act='open']")?.click()
    }}
  >
    {children}
  </li>
)

/** What stands below a row over its whole width: findings, a form, an answer. */
export const Below = ({ children }: { children: ReactNode }): ReactNode => (
  <div className={css['below']}>{children}</div>
)

/** Asks for the next page of a long list. */
export const More = ({
  of,
}: {
  of: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
}) => {
  const t = useTexts(baseTexts)
  if (!of.hasNextPage) return null
  return (
    <div className={css['more']}>
      <Button loading={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
        {t.more}
      </Button>
    </div>
  )
}
