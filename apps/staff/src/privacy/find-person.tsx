import type { OkOf } from '@kaft/contract/operation'
import { findForCase } from '@kaft/contract/rights'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { caseTexts } from './texts/cases.ts'

export type Found = OkOf<typeof findForCase>['rows'][number]

/** Whom a request is about. It is asked with a button and not while typing, since each record that is shown is logged. */
export const FindPerson = ({
  chosen,
  choose,
}: {
  chosen: Found | null
  choose: (found: Found) => void
}): ReactNode => {
  const t = useTexts(caseTexts).person
  const [typed, setTyped] = useState('')
  const [q, ask] = useState('')
  const read = useRead(findForCase, { query: { q } }, { enabled: q !== '', fresh_ms: 60_000 })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    ask(typed.trim())
  }
  return (
    <section className="k-stack" aria-label={t.title}>
      <form className="k-line" onSubmit={submit} role="search">
        <TextInput
          label={t.find}
          description={t.hint}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={typed}
          maxLength={254}
          autoComplete="off"
          w="26rem"
          onChange={event => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" disabled={typed.trim() === ''} loading={read.isFetching}>
          {t.search}
        </Button>
      </form>
      {read.error !== null && <Failed error={read.error} />}
      {read.data?.rows.length === 0 && <p className="k-quiet">{t.none}</p>}
      {(read.data?.rows ?? []).map(one => (
        <div key={one.patron_id} className="k-line">
          <Button
            size="compact-sm"
            variant={chosen?.patron_id === one.patron_id ? 'filled' : 'default'}
            aria-pressed={chosen?.patron_id === one.patron_id}
            onClick={() => choose(one)}
          >
            {t.take(one.name)}
          </Button>
          <span className="k-quiet">
            {[one.birth_year, one.municipality, one.library_name].filter(Boolean).join(' · ')}
          </span>
          {chosen?.patron_id === one.patron_id && (
            <StateWord state="ok" size={16}>
              {one.name}
            </StateWord>
          )}
        </div>
      ))}
    </section>
  )
}
