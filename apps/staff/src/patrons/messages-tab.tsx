import { patronMessages } from '@kaft/contract/messaging'
import type { ReactNode } from 'react'
import { useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Empty, Read } from '../base/states.tsx'
import { OwnMessages } from '../messages/message-rows.tsx'
import { messageTexts } from '../messages/texts.ts'

/** What this patron was told and will be told: which message, by which way, to which address (P31). */
export const MessagesTab = ({ patron_id }: { patron_id: string }): ReactNode => {
  const t = useTexts(messageTexts)
  const read = useRead(patronMessages, { params: { patron_id } })
  return (
    <div className="k-stack">
      <p className="k-quiet">{t.patronAbout}</p>
      <Read of={read}>
        {({ rows }) =>
          rows.length === 0 ? <Empty>{t.patronNone}</Empty> : <OwnMessages rows={rows} label={t.patronTab} />
        }
      </Read>
    </div>
  )
}
