import { changePatron, type Patron } from '@kaft/contract/patrons'
import { Button } from '@mantine/core'
import { Spine } from '@kaft/ui/spine.tsx'
import type { ReactNode } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { useFormats } from '../base/format.ts'
import { useTexts } from '../base/language.ts'
import { AutoRenew } from './auto-renew.tsx'
import { Blocks } from './blocks.tsx'
import { Cards } from './cards.tsx'
import { EditPerson } from './edit-person.tsx'
import { Membership } from './membership.tsx'
import { Notes } from './notes.tsx'
import css from './patrons.module.css'
import type { Opened } from './patron-screen.tsx'
import { patronTexts } from './texts/index.ts'

const Fact = ({ name, children }: { name: string; children: ReactNode }): ReactNode => {
  const t = useTexts(patronTexts)
  const empty = children === null || children === ''
  return (
    <>
      <dt>{name}</dt>
      <dd>{empty ? <span className="k-quiet">{t.data.empty}</span> : children}</dd>
    </>
  )
}

const Person = ({ patron }: { patron: Patron }): ReactNode => {
  const t = useTexts(patronTexts)
  const f = useFormats()
  const place = [patron.postcode, patron.municipality].filter(Boolean).join(' ')
  const address = [patron.street, place].filter(Boolean).join(', ')
  return (
    <dl className={css['facts']}>
      <Fact name={t.fields.family_name}>{patron.family_name}</Fact>
      <Fact name={t.fields.given_name}>{patron.given_name}</Fact>
      <Fact name={t.fields.birth_on}>{patron.birth_on === null ? null : f.dayYear(patron.birth_on)}</Fact>
      <Fact name={t.fields.gender}>{t.genders[patron.gender]}</Fact>
      <Fact name={t.fields.national_number}>{patron.national_number_masked ?? t.data.noNumber}</Fact>
      <Fact name={t.data.address}>{address}</Fact>
      <Fact name={t.fields.email}>{patron.email}</Fact>
      <Fact name={t.fields.phone}>{patron.phone}</Fact>
      <Fact name={t.fields.language}>{t.languages[patron.language]}</Fact>
      <Fact name={t.fields.message_channel}>{t.channels[patron.message_channel]}</Fact>
      <Fact name={t.fields.keep_history}>{t.keep[patron.keep_history ? 'true' : 'false']}</Fact>
      <Fact name={t.fields.news}>{t.reg.news[patron.news ? 'true' : 'false']}</Fact>
      <Fact name={t.fields.statement}>
        {patron.statement_shown_on === null
          ? t.data.noStatement
          : t.data.statement(f.dayYear(patron.statement_shown_on))}
      </Fact>
    </dl>
  )
}

/** Contact data and choices, membership, cards, notes and blocks. Another library's patron is only read. */
export const DataTab = ({
  patron,
  own,
  opened,
  open,
}: {
  patron: Patron
  own: boolean
  opened: Opened
  open: (what: Opened) => void
}): ReactNode => {
  const t = useTexts(patronTexts)
  if (opened === 'edit' && own)
    return (
      <Allowed op={changePatron} otherwise={<Person patron={patron} />}>
        <EditPerson patron={patron} close={() => open(null)} />
      </Allowed>
    )
  return (
    <div className={css['columns']}>
      <Spine panel className={css['block']}>
        <div className="k-line k-line-between">
          <h2 className="k-text-md k-strong">{t.data.person}</h2>
          {own && (
            <Allowed op={changePatron}>
              <Button size="compact-sm" onClick={() => open('edit')}>
                {t.data.edit} <kbd>E</kbd>
              </Button>
            </Allowed>
          )}
        </div>
        <Person patron={patron} />
      </Spine>
      <div className={css['block']}>
        <Blocks patron={patron} own={own} />
        <Notes patron={patron} own={own} adds={opened === 'note'} setAdds={on => open(on ? 'note' : null)} />
        <Membership patron={patron} own={own} />
        <AutoRenew patron={patron} own={own} />
        <Cards patron={patron} own={own} />
      </div>
    </div>
  )
}
