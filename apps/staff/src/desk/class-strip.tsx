import type { ClassChild } from '@kaft/contract/class-lists'
import type { ReactNode } from 'react'
import { childName } from '../base/child-name.ts'
import { useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { useStore } from '../base/store.ts'
import { To } from '../base/to.tsx'
import { chooseChild, useClassList } from './class-children.ts'
import css from './desk.module.css'
import type { Visit } from './desk.state.ts'
import { desk } from './engine.ts'
import { deskTexts } from './texts/index.ts'

const Chip = ({ child, chosen }: { child: ClassChild | null; chosen: boolean }): ReactNode => {
  const t = useTexts(deskTexts).klas
  const n = child?.loans.length ?? 0
  const name = child === null ? t.itself : childName(child)
  return (
    <button
      type="button"
      className={css['chip']}
      aria-pressed={chosen}
      aria-label={n === 0 ? name : t.has(name, n)}
      // The scan field keeps the focus, so that the next scan needs no click.
      onMouseDown={event => event.preventDefault()}
      onClick={() => chooseChild(child)}
    >
      {name}
      {n > 0 && <span className={css['chipCount']}>{n}</span>}
    </button>
  )
}

/** A class card: for which child the next items are. Typing letters in the field above chooses as well. */
export const ClassStrip = ({ visit }: { visit: Visit }): ReactNode => {
  const t = useTexts(deskTexts).klas
  const list = useClassList(visit)
  const chosen = useStore(desk, state => state.child)
  if (list === undefined) return null
  const link = (words: string): ReactNode => (
    <To to={paths.patron(visit.patron.patron_id, 'klaslijst')} className="k-quiet-link">
      {words}
    </To>
  )
  if (list.children.length === 0)
    return (
      <p className="k-line">
        <span className="k-quiet">{t.none}</span> {link(t.fill)}
      </p>
    )
  return (
    <section className={css['strip']} aria-label={t.who}>
      <p className="k-line k-line-between">
        <span className="k-strong">
          {t.who} <kbd className={css['key']}>Alt K</kbd>
        </span>
        {link(t.whoHas)}
      </p>
      <div className={css['chips']}>
        <Chip child={null} chosen={chosen === null} />
        {list.children.map(child => (
          <Chip key={child.child_id} child={child} chosen={child.child_id === chosen?.child_id} />
        ))}
      </div>
    </section>
  )
}
