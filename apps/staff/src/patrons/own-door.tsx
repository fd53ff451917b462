import type { Patron } from '@kaft/contract/patrons'
import {
  closeReaderDoor,
  printReaderCode,
  type ReaderDoor,
  readReaderDoor,
  sendReaderLink,
} from '@kaft/contract/readers'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { newCommandId } from '../base/command-id.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { saveFile } from '../base/save-file.ts'
import { Failed, Read } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import css from './patrons.module.css'
import { ownDoorTexts } from './texts/own-door.ts'

/** Whether a patron signs in at their own pages, and since when; never what they do there. */
const Facts = ({ door }: { door: ReaderDoor }): ReactNode => {
  const t = useTexts(ownDoorTexts)
  const f = useFormats()
  const when = (instant: string): string => `${f.dayShort(dayOf(instant))}, ${f.time(instant)}`
  return (
    <>
      <p>{door.password_since === null ? t.none : t.since(f.dayYear(dayOf(door.password_since)))}</p>
      {door.sessions > 0 && <p>{t.open(door.sessions)}</p>}
      {door.last_seen_at !== null && <p className="k-quiet">{t.seen(when(door.last_seen_at))}</p>}
      {door.link_until !== null && <p>{t.waits(when(door.link_until))}</p>}
      {door.code_until !== null && <p>{t.codeWaits(f.dayYear(dayOf(door.code_until)))}</p>}
      {!door.has_email && <p className="k-quiet">{t.noEmail}</p>}
    </>
  )
}

const Acts = ({ door, patron_id }: { door: ReaderDoor; patron_id: string }): ReactNode => {
  const t = useTexts(ownDoorTexts)
  const send = useDo(sendReaderLink, [readReaderDoor])
  const close = useDo(closeReaderDoor, [readReaderDoor])
  const letter = useDo(printReaderCode, [readReaderDoor])
  const ask = () => ({ params: { patron_id }, body: { command_id: newCommandId() } })
  const error = send.error ?? letter.error ?? close.error
  return (
    <>
      <div className="k-line">
        <Allowed op={sendReaderLink}>
          <Button
            size="compact-sm"
            disabled={!door.has_email}
            loading={send.isPending}
            onClick={() => send.mutate(ask(), { onSuccess: () => tell(t.sent) })}
          >
            {door.password_since === null && door.link_until === null ? t.send : t.again}
          </Button>
        </Allowed>
        <Allowed op={printReaderCode}>
          <Button
            size="compact-sm"
            variant={door.has_email ? 'default' : 'filled'}
            loading={letter.isPending}
            onClick={() =>
              letter.mutate(ask(), {
                onSuccess: made => {
                  saveFile(made)
                  tell(t.letterMade)
                },
              })
            }
          >
            {door.code_until === null ? t.letter : t.letterAgain}
          </Button>
        </Allowed>
        {(door.password_since !== null || door.sessions > 0) && (
          <Allowed op={closeReaderDoor}>
            <Button
              size="compact-sm"
              variant="default"
              loading={close.isPending}
              onClick={() => close.mutate(ask(), { onSuccess: () => tell(t.closed) })}
            >
              {t.close}
            </Button>
          </Allowed>
        )}
      </div>
      {door.password_since !== null && <p className="k-quiet">{t.closeTells}</p>}
      {error !== null && <Failed error={error} />}
    </>
  )
}

/** The patron's own sign-in, as the desk gives it, renews it and ends it. */
export const OwnDoor = ({ patron }: { patron: Patron }): ReactNode => {
  const t = useTexts(ownDoorTexts)
  const { patron_id } = patron
  const read = useRead(readReaderDoor, { params: { patron_id } })
  return (
    <Spine panel className={css['block']}>
      <h2 className="k-text-md k-strong">{t.title}</h2>
      <Read of={read}>
        {door => (
          <div className="k-stack">
            <Facts door={door} />
            <Acts door={door} patron_id={patron_id} />
          </div>
        )}
      </Read>
    </Spine>
  )
}
