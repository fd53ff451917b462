import { confirmContact } from '@kaft/contract/patron-contact'
import { type PatronHead, readPatron } from '@kaft/contract/patrons'
import { StateIcon } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { allows, useSession } from '../base/session.ts'
import { To } from '../base/to.tsx'
import { confirmContactOf } from '../patrons/contact/confirm.ts'
import { contactTexts } from '../patrons/contact/texts.ts'
import css from './desk.module.css'

/** What is asked about; read only when somebody wants to see it, since others may look along (P105). */
const Known = ({ patron_id }: { patron_id: string }): ReactNode => {
  const t = useTexts(contactTexts)
  const { data } = useRead(readPatron, { params: { patron_id } })
  if (data === undefined) return null
  const place = [data.postcode, data.municipality].filter(Boolean).join(' ')
  const address = [data.street, place].filter(Boolean).join(', ')
  return (
    <To to={paths.patron(patron_id, 'gegevens')} className="k-quiet-link">
      {data.email ?? t.noEmail} · {address === '' ? t.noAddress : address}
    </To>
  )
}

/** A quiet line, once a year: are e-mail and address still right? One key says yes. */
export const ContactLine = ({ patron }: { patron: PatronHead }): ReactNode => {
  const t = useTexts(contactTexts)
  const session = useSession()
  const [shown, setShown] = useState(false)
  const { patron_id } = patron
  if (patron.contact_due !== true || !allows(session, confirmContact.leave)) return null
  return (
    <p className="k-line">
      <StateIcon state="move" />
      <span className="k-quiet">{patron.came_over === true ? t.cameOver : t.dueDesk}</span>
      {shown ? (
        <Known patron_id={patron_id} />
      ) : (
        <button type="button" className="k-quiet-link" onClick={() => setShown(true)}>
          {t.show}
        </button>
      )}
      <Button size="compact-sm" onClick={() => void confirmContactOf(patron_id)}>
        {t.confirm} <kbd className={css['key']}>Alt A</kbd>
      </Button>
    </p>
  )
}
