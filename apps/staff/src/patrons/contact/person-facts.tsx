import type { FieldSource } from '@kaft/contract/patron-parts'
import type { Patron } from '@kaft/contract/patrons'
import { Button, Tooltip } from '@mantine/core'
import { createContext, type ReactNode, useContext, useState } from 'react'
import { useFormats } from '../../base/format.ts'
import { useTexts } from '../../base/language.ts'
import css from '../patrons.module.css'
import { patronTexts } from '../texts/index.ts'
import { contactTexts } from './texts.ts'

const Sources = createContext<{ rows: readonly FieldSource[]; shown: boolean }>({ rows: [], shown: false })

const useSourceText = (): ((source: FieldSource) => string) => {
  const c = useTexts(contactTexts)
  const f = useFormats()
  return source => {
    const who = source.from === 'manual' ? ` ${source.by ?? c.staff}` : ''
    const why = source.reason === null ? '' : `, ${c.because(source.reason)}`
    return `${c.from[source.from]}${who}, ${f.dayYear(source.on)}${why}`
  }
}

/** A datum, with where it came from: on focus and under the pointer always, beside it when asked. */
const Fact = ({
  name,
  field,
  always = false,
  children,
}: {
  name: string
  field?: string
  /** Where it came from stands beside it, asked or not. */
  always?: boolean
  children: ReactNode
}): ReactNode => {
  const t = useTexts(patronTexts)
  const { rows, shown: asked } = useContext(Sources)
  const shown = asked || always
  const text = useSourceText()
  const source = rows.find(row => row.field === field)
  const empty = children === null || children === ''
  const value = empty ? <span className="k-quiet">{t.data.empty}</span> : children
  if (source === undefined || empty)
    return (
      <>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </>
    )
  return (
    <>
      <dt>{name}</dt>
      <Tooltip label={text(source)} events={{ hover: true, focus: true, touch: true }} disabled={shown}>
        <dd tabIndex={shown ? undefined : 0}>
          {value}
          {shown && <span className="k-quiet"> · {text(source)}</span>}
        </dd>
      </Tooltip>
    </>
  )
}

const Facts = ({ patron }: { patron: Patron }): ReactNode => {
  const t = useTexts(patronTexts)
  const c = useTexts(contactTexts)
  const f = useFormats()
  const place = [patron.postcode, patron.municipality].filter(Boolean).join(' ')
  const address = [patron.street, place].filter(Boolean).join(', ')
  return (
    <dl className={css['facts']}>
      <Fact name={t.fields.family_name} field="family_name">
        {patron.family_name}
      </Fact>
      <Fact name={t.fields.given_name} field="given_name">
        {patron.given_name}
      </Fact>
      {patron.former_names.length > 0 && <Fact name={c.former}>{patron.former_names.join(' · ')}</Fact>}
      <Fact name={t.fields.birth_on} field="birth_on">
        {patron.birth_on === null ? null : f.dayYear(patron.birth_on)}
      </Fact>
      <Fact name={t.fields.gender} field="gender">
        {t.genders[patron.gender]}
      </Fact>
      <Fact name={t.fields.national_number}>{patron.national_number_masked ?? t.data.noNumber}</Fact>
      <Fact name={c.main} field="street">
        {address}
      </Fact>
      <Fact name={t.fields.email} field="email">
        {patron.email}
      </Fact>
      <Fact name={t.fields.phone} field="phone">
        {patron.phone}
      </Fact>
      <Fact name={t.fields.language} field="language">
        {t.languages[patron.language]}
      </Fact>
      <Fact name={t.fields.message_channel} field="message_channel">
        {t.channels[patron.message_channel]}
      </Fact>
      <Fact name={t.fields.keep_history} field="keep_history" always>
        {t.keep[patron.keep_history ? 'true' : 'false']}
      </Fact>
      <Fact name={t.fields.news} field="news">
        {t.reg.news[patron.news ? 'true' : 'false']}
      </Fact>
      <Fact name={t.fields.statement}>
        {patron.statement_shown_on === null
          ? t.data.noStatement
          : t.data.statement(f.dayYear(patron.statement_shown_on))}
      </Fact>
    </dl>
  )
}

/** Everything that is kept of a person, each with where it came from (P21). */
export const PersonFacts = ({ patron }: { patron: Patron }): ReactNode => {
  const c = useTexts(contactTexts)
  const [shown, setShown] = useState(false)
  return (
    <Sources.Provider value={{ rows: patron.sources, shown }}>
      <Facts patron={patron} />
      {patron.sources.length > 0 && (
        <div className="k-line">
          <Button variant="subtle" size="compact-sm" aria-pressed={shown} onClick={() => setShown(!shown)}>
            {shown ? c.hideSources : c.showSources}
          </Button>
        </div>
      )}
    </Sources.Provider>
  )
}
