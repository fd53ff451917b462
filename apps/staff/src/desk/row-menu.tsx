import { chargeDamage, type Mark, markItem } from '@kaft/contract/items'
import { Menu } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTexts } from '../base/language.ts'
import { allows, useSession } from '../base/session.ts'
import { useStore } from '../base/store.ts'
import { openDamage } from '../items/damage-panel.tsx'
import { openItem } from '../items/item-panel.tsx'
import { openLoss } from '../items/loss-panel.tsx'
import { itemTexts } from '../items/texts/index.ts'
import css from './desk.module.css'
import type { Row } from './desk.state.ts'
import { desk, happen, sayOf } from './engine.ts'

const said: readonly Mark[] = ['checked', 'incomplete', 'damaged']

/** The loan of a row that stands: it can be declared lost, or said to be returned. */
const loanOf = ({ answer }: Row) =>
  answer?.did === 'lent' || answer?.did === 'renewed' ? (answer.loan ?? null) : null

/** What else can be said of the object in a row. */
export const RowMenu = ({ row }: { row: Row }): ReactNode => {
  const t = useTexts(itemTexts)
  const session = useSession()
  const returning = useStore(desk, s => s.return_mode !== null)
  const { answer, row_id } = row
  const item = answer?.item ?? null
  if (item === null || answer === null || row.phase !== 'done' || row.undone !== null) return null
  const loan = row.care === null ? loanOf(row) : null
  const lies = row.care === null && answer.destination !== null
  const refresh = (): void => {
    const patron_id = desk.get().visit?.patron.patron_id
    if (patron_id !== undefined) happen({ type: 'refresh_asked', patron_id })
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" className={css['more']} aria-label={t.more(item.title)}>
          ⋯
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {lies &&
          allows(session, markItem.leave) &&
          said.map(mark => (
            <Menu.Item key={mark} onClick={() => sayOf(row_id, { say: 'mark', item_id: item.item_id, mark })}>
              {t.marks[mark]}
            </Menu.Item>
          ))}
        {loan !== null && (
          <>
            <Menu.Item onClick={() => sayOf(row_id, { say: 'claim', loan_id: loan.loan_id })}>
              {t.claim.open}
            </Menu.Item>
            <Menu.Item onClick={() => openLoss({ loan_id: loan.loan_id, title: item.title }, refresh)}>
              {t.loss.open}
            </Menu.Item>
          </>
        )}
        {allows(session, chargeDamage.leave) && (
          <Menu.Item
            onClick={() =>
              // In return mode nobody's name stands on the screen, not even here.
              openDamage({
                item_id: item.item_id,
                title: item.title,
                patron: returning ? null : answer.patron,
              })
            }
          >
            {t.damage.open}
          </Menu.Item>
        )}
        <Menu.Item onClick={() => openItem(item)}>{t.history}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
