import type { Title } from '@kaft/contract/cataloguing'
import { explainAllocation } from '@kaft/contract/holds'
import { languageName } from '@kaft/contract/texts/languages'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { useFormats } from '../base/format.ts'
import { kindName } from '../base/kinds.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { useSession } from '../base/session.ts'
import { Heads, TableBox } from '../base/table-box.tsx'
import { Why } from '../base/why.tsx'
import { openItem } from '../items/item-panel.tsx'
import { itemTexts } from '../items/texts/index.ts'
import css from './catalogue.module.css'
import { catalogueTexts } from './texts/index.ts'

const placeOf = (one: { shelf: string | null; call_number: string | null }): string =>
  [one.shelf, one.call_number].filter(Boolean).join(' · ')

/** Each branch that has the title: how many stand there, where, and when one comes back. */
export const Availability = ({ title }: { title: Title }): ReactNode => {
  const t = useTexts(catalogueTexts)
  const f = useFormats()
  const session = useSession()
  if (title.availability.length === 0) return <p className="k-quiet">{t.noItems}</p>
  return (
    <div className="k-stack">
      <h2 className="k-text-md k-strong">{t.availability}</h2>
      <TableBox label={t.availability}>
        <Heads names={t.heads.availability} />
        <tbody>
          {title.availability.map(one => (
            <tr key={one.branch_id}>
              <th scope="row">
                {one.branch_name}
                {one.library_id !== session.library_id && ` (${one.library_name})`}
              </th>
              <td>
                {one.available > 0 ? (
                  <StateWord state="ok" size={16}>
                    {t.ofAll(one.available, one.items)}
                  </StateWord>
                ) : (
                  t.ofAll(one.available, one.items)
                )}
              </td>
              <td>{placeOf(one)}</td>
              <td>{one.available > 0 || one.next_due_on === null ? '' : f.dayShort(one.next_due_on)}</td>
            </tr>
          ))}
        </tbody>
      </TableBox>
    </div>
  )
}

/** The items that a desk here can do something about. The scanned one is marked. */
export const Items = ({ title, scanned }: { title: Title; scanned: string | null }): ReactNode => {
  const t = useTexts(catalogueTexts)
  const care = useTexts(itemTexts)
  const f = useFormats()
  const lang = useLanguage()
  if (title.items.length === 0) return null
  return (
    <div className="k-stack">
      <h2 className="k-text-md k-strong">{t.items}</h2>
      <TableBox label={t.items}>
        <Heads names={[...t.heads.items, care.history]} />
        <tbody>
          {title.items.map(item => (
            <tr key={item.item_id} className={item.barcode === scanned ? css['scanned'] : undefined}>
              <th scope="row">
                <code>{item.barcode}</code>
                {item.barcode === scanned && (
                  <StateWord state="move" size={16}>
                    {t.scanned}
                  </StateWord>
                )}
              </th>
              <td>{item.branch_name}</td>
              <td>
                {item.issue !== null && <span className="k-strong">{item.issue} · </span>}
                {placeOf(item)}
              </td>
              <td>{kindName(item.item_type, lang)}</td>
              <td>
                {t.statuses[item.status] ?? item.status}
                {item.due_on !== null && ` ${t.until(f.dayShort(item.due_on))}`}
                {item.note !== null && <span className="k-quiet"> · {item.note}</span>}
              </td>
              <td>{item.last_seen_on === null ? '' : f.dayShort(item.last_seen_on)}</td>
              <td>
                <button
                  type="button"
                  className="k-quiet-link"
                  onClick={() => openItem({ item_id: item.item_id, title: title.title })}
                >
                  {care.history}
                </button>
                {title.waiting > 0 && (
                  <Allowed op={explainAllocation}>
                    {' · '}
                    <Why
                      ask={{ kind: 'allocation', item_id: item.item_id }}
                      what={t.whoGetsOf(item.barcode)}
                      says={t.whoGets}
                    />
                  </Allowed>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </TableBox>
    </div>
  )
}

type Texts = (typeof catalogueTexts)['nl']
const agesOf = ({ age_from, age_to }: Title, t: Texts): string | null =>
  age_from === null ? null : age_to === null ? t.agesFrom(age_from) : t.agesOf(age_from, age_to)
/** Classes by their scheme, each a search for what else has it. */
const classesOf = (title: Title, t: Texts): (readonly [string, ReactNode])[] =>
  Object.entries(Object.groupBy(title.classes, c => c.scheme)).map(([scheme, all = []]) => [
    t.schemes[scheme] ?? scheme,
    <span key={scheme} className="k-line">
      {all.map(({ value }) => (
        <Link key={value} to={paths.search(`${scheme}:"${value}"`)}>
          {value}
        </Link>
      ))}
    </span>,
  ])

const linked = (all: readonly string[], by: 'genre' | 'onderwerp'): ReactNode =>
  all.length === 0 ? null : (
    <span className="k-line">
      {all.map(one => (
        <Link key={one} to={`${paths.catalogue}?${by}=${encodeURIComponent(one)}`}>
          {one}
        </Link>
      ))}
    </span>
  )

/** What else the record says; each subject searches. */
export const TitleFacts = ({ title }: { title: Title }): ReactNode => {
  const t = useTexts(catalogueTexts)
  const lang = useLanguage()
  const others = title.contributors.filter(name => name !== title.author)
  // What is found by counts genres among the subjects; here each stands once.
  const subjects = title.subjects.filter(subject => !title.genres.includes(subject))
  const facts: readonly (readonly [string, ReactNode])[] = [
    title.publisher === null
      ? [t.facets.decade, title.year]
      : [t.publisher, [title.publisher, title.year].filter(Boolean).join(', ')],
    [t.extent, title.extent],
    [t.facets.language, title.language === null ? null : languageName(title.language, lang)],
    [t.facets.audience, title.audience === null ? null : (t.audiences[title.audience] ?? title.audience)],
    [t.ages, agesOf(title, t)],
    [t.fiction, title.fiction === null ? null : title.fiction ? t.fictionYes : t.fictionNo],
    ...classesOf(title, t),
    [t.contributors, others.join(', ')],
    [t.isbn, title.isbns.join(', ')],
    [t.genres, linked(title.genres, 'genre')],
    [t.localNotes, title.local_notes.join(' · ')],
  ]
  return (
    <dl className={css['facts']}>
      {facts
        .filter(([, value]) => value !== null && value !== '')
        .map(([name, value]) => (
          <div key={name} className={css['fact']}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      {subjects.length > 0 && (
        <div className={css['fact']}>
          <dt>{t.subjects}</dt>
          <dd>{linked(subjects, 'onderwerp')}</dd>
        </div>
      )}
    </dl>
  )
}
