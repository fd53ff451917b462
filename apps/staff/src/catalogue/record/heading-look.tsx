import { type AuthorityHit, findAuthorities } from '@kaft/contract/authorities'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useFormats } from '../../base/format.ts'
import { useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { authorityTexts } from '../authorities/texts.ts'
import { useRested } from '../authorities/use-rested.ts'
import { askedOf, kindsOf } from './heading.model.ts'
import type { Line } from './line.model.ts'
import css from './record.module.css'

const FROM_LETTERS = 2
const MOST = 8

export interface Look {
  readonly hits: readonly AuthorityHit[]
  readonly at: number
  readonly open: boolean
  readonly listId: string
  readonly onKey: (event: KeyboardEvent) => boolean
  readonly pick: (hit: AuthorityHit) => void
  readonly typed: () => void
  readonly close: () => void
}

/**
 * Headings that fit what is typed in a line, as it is typed. The arrows walk through them, Enter takes the one that was
 * walked to, Esc closes; who ignores them types on.
 */
export function useLook(line: Line, take: (hit: AuthorityHit) => void): Look {
  const [on, setOn] = useState(false)
  const [at, setAt] = useState(-1)
  const kinds = kindsOf(line.tag)
  const q = useRested(on ? askedOf(line) : '')
  const asks = on && kinds !== null && q.length >= FROM_LETTERS
  const read = useRead(
    findAuthorities,
    { query: { q, ...(kinds === null ? {} : { kinds }) } },
    { enabled: asks, keep: true, fresh_ms: 60_000 },
  )
  const hits = asks ? (read.data?.rows ?? []).slice(0, MOST) : []
  const open = hits.length > 0
  const close = (): void => {
    setOn(false)
    setAt(-1)
  }
  const pick = (hit: AuthorityHit): void => {
    take(hit)
    close()
  }
  const onKey = (event: KeyboardEvent): boolean => {
    if (!open || event.altKey || event.ctrlKey) return false
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, hits.length - 1))
    else if (event.key === 'ArrowUp' && at >= 0) setAt(at - 1)
    else if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && hits[at] !== undefined) pick(hits[at])
    else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }
  const typed = (): void => {
    setOn(kinds !== null)
    setAt(-1)
  }
  return { hits, at, open, listId: `headings-${line.key}`, onKey, pick, typed, close }
}

/** The list below the line. */
export const LookList = ({ look }: { look: Look }): ReactNode => {
  const { look: t } = useTexts(authorityTexts)
  const f = useFormats()
  if (!look.open) return null
  return (
    <div className={css['look']}>
      <ul id={look.listId} role="listbox" aria-label={t.label}>
        {look.hits.map((hit, i) => (
          <li
            key={hit.authority_id}
            id={`${look.listId}-${i}`}
            role="option"
            aria-selected={i === look.at}
            tabIndex={-1}
            // The focus stays in the field, so that typing goes on.
            onMouseDown={event => event.preventDefault()}
            onClick={() => look.pick(hit)}
            onKeyDown={() => undefined}
          >
            <span className="k-strong">{hit.heading}</span>{' '}
            {hit.found_by !== null && <span className="k-quiet">{t.via(hit.found_by)} </span>}
            <span className="k-quiet">{t.titles(f.count(hit.titles))}</span>
          </li>
        ))}
      </ul>
      <p className="k-text-xs k-quiet">{t.hint}</p>
    </div>
  )
}
