import { type Title, readTitle } from '@kaft/contract/cataloguing'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { announce } from '../base/announce.ts'
import { call } from '../base/api.ts'
import { askDesk, currentPatron } from '../base/desk-door.ts'
import { useFocusOnOpen } from '../base/form.tsx'
import { language, textsNow, useTexts } from '../base/language.ts'
import { closePanel, openPanel } from '../base/panel.ts'
import { paths } from '../base/paths.ts'
import { problemText } from '../base/problem-text.ts'
import type { Session } from '../base/session.ts'
import { playSound } from '../base/sound.ts'
import { showToast } from '../base/toast.ts'
import css from './catalogue.module.css'
import { catalogueTexts } from './texts/index.ts'

type Go = (to: string) => void

const refuse = (text: string): void => {
  playSound('stop')
  showToast({ text })
  announce(text, 'assertive')
}

/** Items of a title that stand in this branch now. */
const standing = (title: Title, session: Pick<Session, 'branch_id'>): Title['items'] =>
  title.items.filter(item => item.branch_id === session.branch_id && item.status === 'available')

const toDesk = (code: string, go: Go): void => {
  closePanel()
  askDesk({ kind: 'scan', code })
  go(paths.desk)
}

const Choose = ({ items, go }: { items: Title['items']; go: Go }): ReactNode => {
  const t = useTexts(catalogueTexts)
  const first = useFocusOnOpen<HTMLButtonElement>()
  return (
    <div className={css['choice']}>
      {items.map((item, index) => (
        <Button
          key={item.item_id}
          ref={index === 0 ? first : undefined}
          onClick={() => toDesk(item.barcode, go)}
        >
          {t.lend}: {item.barcode} {[item.shelf, item.call_number].filter(Boolean).join(' ')}
        </Button>
      ))}
    </div>
  )
}

/**
 * Lends an item of a title to the patron who is open at the desk, at the desk itself, where every question has its
 * row. Of several items here one is chosen.
 */
export const lendTitle = (title_id: string, session: Pick<Session, 'branch_id'>, go: Go): void => {
  const t = textsNow(catalogueTexts)
  const patron = currentPatron.get()
  if (patron === null) return refuse(t.openFirst)
  call(readTitle, { params: { title_id } })
    .then(title => {
      const items = standing(title, session)
      const [only] = items
      if (only === undefined) refuse(t.noneHere)
      else if (items.length === 1) toDesk(only.barcode, go)
      else openPanel({ title: t.lendTo(patron.name), body: <Choose items={items} go={go} /> })
    })
    .catch((error: unknown) => refuse(problemText(error, language.get()).text))
}
