import type { Title } from '@kaft/contract/cataloguing'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useAsked, useGo } from '../../base/address.ts'
import { inLanguage } from '../../base/in-language.ts'
import { kindCodes, kindName } from '../../base/kinds.ts'
import { useLanguage, useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { useScans } from '../../base/scans.ts'
import { useSession } from '../../base/session.ts'
import { Failed } from '../../base/states.tsx'
import { To } from '../../base/to.tsx'
import { isIsbn } from '../filters.model.ts'
import css from './add-items.module.css'
import { asksIssue } from './add-items.model.ts'
import { Done } from './just-added.tsx'
import { addTexts } from './texts.ts'
import { type Adding, type Hits, useAdding } from './use-adding.ts'

const freshOf = (q: string): string => paths.newTitleOf(isIsbn(q) ? { isbn: q } : { title: q })

/** One field for all of it: first the title, then the barcode. The scanner needs no click in between. */
const One = ({ of }: { of: Adding }): ReactNode => {
  const t = useTexts(addTexts)
  const [text, setText] = useState('')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const go = useGo()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    // Enter once more, where nothing was found: the title is made.
    if (text.trim() === '' && of.hits?.rows.length === 0) go(freshOf(of.hits.q))
    else of.code(text)
  }
  useScans(scan => {
    setText('')
    of.code(scan.code)
  })
  return (
    <form onSubmit={submit} noValidate className={css['one']}>
      <TextInput
        ref={field}
        label={of.title === null ? t.find : t.barcode}
        description={of.title === null ? t.findHint : t.barcodeHint}
        value={text}
        maxLength={of.title === null ? 200 : 64}
        autoComplete="off"
        spellCheck={false}
        onChange={event => setText(event.currentTarget.value)}
      />
      {of.title !== null && (
        <Button type="submit" variant="filled" loading={of.busy}>
          {t.add}
        </Button>
      )}
    </form>
  )
}

const Fields = ({ of }: { of: Adding }): ReactNode => {
  const t = useTexts(addTexts)
  const lang = useLanguage()
  const { branches } = useSession()
  const { form, setForm } = of
  const text = (field: 'shelf' | 'call_number' | 'issue', label: string, description?: string): ReactNode => (
    <TextInput
      label={label}
      description={description}
      value={form[field]}
      maxLength={60}
      autoComplete="off"
      onChange={event => setForm({ ...form, [field]: event.currentTarget.value })}
    />
  )
  return (
    <div className={css['fields']}>
      {of.title !== null &&
        (asksIssue(of.title.material) || form.issue !== '') &&
        text('issue', t.issue, t.issueHint)}
      <NativeSelect
        label={t.branch}
        value={form.branch_id}
        data={branches.map(b => ({ value: b.branch_id, label: b.name }))}
        onChange={event => setForm({ ...form, branch_id: event.currentTarget.value })}
      />
      <NativeSelect
        label={t.type}
        value={form.item_type}
        data={[...new Set([form.item_type, ...kindCodes])].map(code => ({
          value: code,
          label: kindName(code, lang),
        }))}
        onChange={event => setForm({ ...form, item_type: event.currentTarget.value })}
      />
      {text('shelf', t.shelf)}
      {text('call_number', t.call)}
      {of.title !== null && !asksIssue(of.title.material) && form.issue === '' && text('issue', t.issue)}
    </div>
  )
}

const Chosen = ({ of, title }: { of: Adding; title: Title }): ReactNode => {
  const t = useTexts(addTexts)
  const lang = useLanguage()
  const { library_id } = useSession()
  const mine = of.added.filter(one => one.item.title_id === title.title_id)
  // A title that was chosen anew brings what was just added along.
  const before = title.items.filter(
    item => item.library_id === library_id && !mine.some(one => one.item.item_id === item.item_id),
  )
  const facts = [title.author, kindName(title.material, lang), title.year, title.publisher]
  return (
    <div className="k-line k-line-between">
      <p>
        <To to={paths.title(title.title_id)} className="k-text-md k-strong" {...inLanguage(title.language)}>
          {title.title}
        </To>{' '}
        <span className="k-quiet">
          {facts.filter(Boolean).join(' · ')} · {t.has(before.length + mine.length)}
        </span>
      </p>
      <Button size="compact-sm" onClick={of.other}>
        {t.other}
      </Button>
    </div>
  )
}

const Choose = ({ of, hits }: { of: Adding; hits: Hits }): ReactNode => {
  const t = useTexts(addTexts)
  const lang = useLanguage()
  const go = useGo()
  if (hits.rows.length === 0)
    return (
      <div className="k-line">
        <p>{t.unknown(hits.q)}</p>
        <Button onClick={() => go(freshOf(hits.q))}>
          {t.make} <kbd>Enter</kbd>
        </Button>
      </div>
    )
  return (
    <div className="k-stack">
      <p>{hits.more ? t.more : t.choose(hits.rows.length)}</p>
      <ul className={css['hits']}>
        {hits.rows.map(hit => (
          <li key={hit.title_id}>
            <button type="button" className="k-quiet-link" onClick={() => of.choose(hit.title_id)}>
              <span className="k-strong" {...inLanguage(hit.language)}>
                {hit.title}
              </span>
            </button>{' '}
            <span className="k-quiet">
              {[hit.author, kindName(hit.material, lang), hit.year].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Items of titles that are described: an ISBN, a barcode, and on to the next. */
export const Screen = (): ReactNode => {
  const t = useTexts(addTexts)
  const of = useAdding()
  const asked = useAsked().get('titel')
  const { choose } = of
  const begun = useRef(false)
  useEffect(() => {
    if (asked === null || begun.current) return
    begun.current = true
    choose(asked)
  }, [asked, choose])
  return (
    <Page title={t.title} about={t.about}>
      <Spine panel className="k-stack">
        {of.title !== null && <Chosen of={of} title={of.title} />}
        <One key={`${of.title?.title_id ?? ''} ${of.added.length}`} of={of} />
        {of.failed !== null && <Failed error={of.failed} />}
        {of.hits !== null && <Choose of={of} hits={of.hits} />}
        <Fields of={of} />
      </Spine>
      <Done of={of} />
    </Page>
  )
}
