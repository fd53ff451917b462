import { readHomePlace } from '@kaft/contract/home-delivery'
import { changePatron, type Patron } from '@kaft/contract/patrons'
import { Button } from '@mantine/core'
import { Spine } from '@kaft/ui/spine.tsx'
import type { ReactNode } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { useTexts } from '../base/language.ts'
import { AutoRenew } from './auto-renew.tsx'
import { Blocks } from './blocks.tsx'
import { Cards } from './cards.tsx'
import { Addresses } from './contact/addresses.tsx'
import { AskMagda } from './contact/ask-magda.tsx'
import { PersonFacts } from './contact/person-facts.tsx'
import { EditPerson } from './edit-person.tsx'
import { Membership } from './membership/membership.tsx'
import { HomePlace } from './home-place.tsx'
import { MergeWith } from './merge/merged.tsx'
import { Notes } from './notes.tsx'
import { OwnDoor } from './own-door.tsx'
import css from './patrons.module.css'
import type { Opened } from './patron-screen.tsx'
import { patronTexts } from './texts/index.ts'

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
      <Allowed op={changePatron} otherwise={<PersonFacts patron={patron} />}>
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
        <PersonFacts patron={patron} />
        {own && <AskMagda patron={patron} />}
        {own && patron.merged_into === null && patron.card_type === undefined && (
          <MergeWith patron_id={patron.patron_id} />
        )}
      </Spine>
      <div className={css['block']}>
        <Blocks patron={patron} own={own} />
        <Notes patron={patron} own={own} adds={opened === 'note'} setAdds={on => open(on ? 'note' : null)} />
        <Membership patron={patron} own={own} />
        {own && (
          <Allowed op={readHomePlace}>
            <HomePlace patron={patron} />
          </Allowed>
        )}
        <AutoRenew patron={patron} own={own} />
        <Cards patron={patron} own={own} />
        <Addresses patron={patron} own={own} />
        {own && patron.merged_into === null && patron.card_type === undefined && <OwnDoor patron={patron} />}
      </div>
    </div>
  )
}
