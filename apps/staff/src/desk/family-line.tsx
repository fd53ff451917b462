import type { ReactNode } from 'react'
import { useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { To } from '../base/to.tsx'
import css from './desk.module.css'
import type { Visit } from './desk.state.ts'
import { happen } from './engine.ts'
import { useFamily } from './family.ts'
import { deskTexts } from './texts/index.ts'

/** "Gezin: Wout (kind) · Roza (gemachtigd) +": who belongs to the open patron, each a click away. Never a title. */
export const FamilyLine = ({ visit }: { visit: Visit }): ReactNode => {
  const t = useTexts(deskTexts).family
  const family = useFamily(visit)
  if (family === undefined || family.members.length === 0) return null
  return (
    <p className="k-line">
      <span className="k-quiet">{t.title}</span>
      {family.members.map(member => (
        <button
          key={member.link_id}
          type="button"
          className="k-quiet-link"
          onClick={() => happen({ type: 'open_asked', patron_id: member.patron_id })}
        >
          {member.name} ({t.roles[member.role]})
        </button>
      ))}
      <To to={paths.patron(visit.patron.patron_id, 'gezin')} className="k-quiet-link">
        {t.more}
      </To>
      <kbd className={css['key']}>Alt G</kbd>
    </p>
  )
}
