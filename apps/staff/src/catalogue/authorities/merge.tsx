import {
  type AuthorityHit,
  type AuthorityRecord,
  authorityEffect,
  findAuthorities,
  mergeAuthorities,
} from '@kaft/contract/authorities'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useGo } from '../../base/address.ts'
import { newCommandId } from '../../base/command-id.ts'
import { useFocusOnOpen } from '../../base/form.tsx'
import { useFormats } from '../../base/format.ts'
import { useDo, useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { paths } from '../../base/paths.ts'
import { Empty, Failed, Read } from '../../base/states.tsx'
import { Effect } from './behind.tsx'
import recordCss from '../record/record.module.css'
import { authorityTexts } from './texts.ts'
import { useRested } from './use-rested.ts'

/** What becoming one would change, and the button that does it. */
const Chosen = ({ into, from }: { into: AuthorityRecord; from: AuthorityHit }): ReactNode => {
  const { record: t, doubles } = useTexts(authorityTexts)
  const f = useFormats()
  const go = useGo()
  const params = { authority_id: into.authority_id }
  const read = useRead(authorityEffect, { params, query: { with: from.authority_id } })
  const merge = useDo(mergeAuthorities, [findAuthorities])
  return (
    <Read of={read}>
      {effect => (
        <Spine state="ask" soft panel className="k-stack">
          <p className="k-strong">{doubles.merge(from.heading, into.heading)}</p>
          <Effect effect={effect} />
          {merge.error !== null && <Failed error={merge.error} />}
          <div className="k-line k-line-end">
            <Button
              variant="filled"
              loading={merge.isPending}
              onClick={() =>
                merge.mutate(
                  { params, body: { command_id: newCommandId(), from_authority_id: from.authority_id } },
                  { onSuccess: run => go(paths.authorityRun(run.run_id)) },
                )
              }
            >
              {effect.titles === 0 ? t.mergeNoTitles : t.mergeDo(f.count(effect.titles - effect.not_yours))}
            </Button>
          </div>
        </Spine>
      )}
    </Read>
  )
}

/** The field that a button opened: whoever pressed it types in it. */
const Sought = ({ value, put }: { value: string; put: (typed: string) => void }): ReactNode => {
  const { record: t } = useTexts(authorityTexts)
  const field = useFocusOnOpen<HTMLInputElement>()
  return (
    <TextInput
      ref={field}
      label={t.mergeSearch}
      value={value}
      autoComplete="off"
      maw="30rem"
      onChange={event => put(event.currentTarget.value)}
    />
  )
}

/** Another heading that goes up in this one: looked up, weighed, and done. */
export const Merge = ({ into }: { into: AuthorityRecord }): ReactNode => {
  const texts = useTexts(authorityTexts)
  const { record: t, doubles } = texts
  const f = useFormats()
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const [from, setFrom] = useState<AuthorityHit | null>(null)
  const q = useRested(typed)
  const read = useRead(findAuthorities, { query: { q, kinds: into.kind } }, { enabled: open && q.length > 1 })
  if (!open)
    return (
      <div className="k-line">
        <Button onClick={() => setOpen(true)}>{t.merge}</Button>
      </div>
    )
  const hits = (read.data?.rows ?? []).filter(h => h.authority_id !== into.authority_id)
  return (
    <section className="k-stack">
      <h2 className="k-text-lg k-strong">{t.merge}</h2>
      <p className="k-quiet">{t.mergeAbout}</p>
      <Sought
        value={typed}
        put={text => {
          setTyped(text)
          setFrom(null)
        }}
      />
      {q.length > 1 && read.data !== undefined && hits.length === 0 && <Empty>{texts.none}</Empty>}
      {from === null ? (
        <ul className={recordCss['plain']}>
          {hits.map(h => (
            <li key={h.authority_id} className="k-line">
              <Button size="compact-sm" onClick={() => setFrom(h)}>
                {h.heading}
              </Button>
              <span className="k-quiet">
                {doubles.titles(f.count(h.titles))} · {h.source}
                {h.found_by !== null && ` · ${texts.look.via(h.found_by)}`}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <Chosen into={into} from={from} />
      )}
      <div className="k-line">
        <Button onClick={() => setOpen(false)}>{texts.cancel}</Button>
      </div>
    </section>
  )
}
