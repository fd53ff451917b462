import { readEidFile } from '@kaft/eid/eid-file'
import { dropped as kinds } from '@kaft/eid/read-card'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, FileButton } from '@mantine/core'
import { type DragEvent, type ReactNode, useState } from 'react'
import { dayOf, useFormats } from '../base/format.ts'
import { cardInReader, helperState, isThere } from '../base/helper.ts'
import { useTexts } from '../base/language.ts'
import { useStore } from '../base/store.ts'
import {
  asTyped,
  type CardKey,
  cardKeys,
  type CardReading,
  readingOf,
  stillRead,
} from './card-reading.model.ts'
import { maskedNumber, numberState } from './national-number.model.ts'
import css from './patrons.module.css'
import type { RegisterForm } from './register.model.ts'
import { eidTexts } from './texts/eid.ts'
import { patronTexts } from './texts/index.ts'

/** Where a file of the eID viewer comes in: chosen, or dropped on the block. */
const useFile = (take: (read: CardReading) => void) => {
  const [wrong, setWrong] = useState(false)
  const open = async (file: File | null | undefined): Promise<void> => {
    if (file === null || file === undefined) return
    // A real file is about twelve kilobytes; nothing larger is read into memory.
    const read = file.size > 200_000 ? null : readEidFile(await file.text())
    setWrong(read?.ok !== true)
    if (read?.ok) take(readingOf('eid_file', read))
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    void open(event.dataTransfer.files[0])
  }
  return { wrong, open, drop }
}

/** Before anything was read: what to do, by what this workstation has. */
const Waiting = ({ take }: { take: (read: CardReading) => void }): ReactNode => {
  const t = useTexts(eidTexts)
  const helper = useStore(helperState)
  const card = useStore(cardInReader)
  const { wrong, open, drop } = useFile(take)
  const reader = helper === 'here' && isThere('card_reader')
  const unread = card?.kind === 'card_unread'
  return (
    <Spine
      panel
      soft
      state={unread ? 'stop' : undefined}
      className="k-line k-line-between"
      onDrop={drop}
      onDragOver={e => e.preventDefault()}
    >
      <div>
        <p className="k-strong">{reader ? t.insert : t.noReader[helper]}</p>
        {unread && (
          <StateWord state="stop">{t.unread[card.why === 'other_card' ? 'other' : 'any']}</StateWord>
        )}
        <p className="k-quiet">{t.orFile}</p>
        {wrong && <StateWord state="stop">{t.noFile}</StateWord>}
      </div>
      <FileButton accept=".eid,.xml" onChange={file => void open(file)}>
        {props => (
          <Button size="compact-sm" {...props}>
            {t.chooseFile}
          </Button>
        )}
      </FileButton>
    </Spine>
  )
}

const Value = ({ at, form, read }: { at: CardKey; form: RegisterForm; read: CardReading }): ReactNode => {
  const t = useTexts(eidTexts)
  const p = useTexts(patronTexts)
  const value = asTyped(read.fields, at)
  if (value === '') return null
  const same = stillRead(form).includes(at)
  return (
    <>
      <dt>{p.fields[at]}</dt>
      <dd>
        {at === 'gender' ? p.genders[read.fields.gender] : value}
        {!same && <span className="k-quiet"> · {t.changed}</span>}
      </dd>
    </>
  )
}

/** What was read on the left, what was let go on the right (P33). */
const ReadBlock = ({
  form,
  read,
  forget,
}: {
  form: RegisterForm
  read: CardReading
  forget: () => void
}): ReactNode => {
  const t = useTexts(eidTexts)
  const p = useTexts(patronTexts)
  const f = useFormats()
  const { national_number, valid_until } = read.fields
  const valid = national_number !== null && numberState(national_number) === 'valid'
  const expired = valid_until !== null && valid_until < dayOf()
  const gone = kinds.filter(kind => read.dropped.includes(kind)).map(kind => t.kinds[kind])
  return (
    <div className={css['columns']}>
      <Spine
        panel
        state={read.from === 'eid' ? 'ok' : 'ask'}
        className={css['block']}
        role="region"
        aria-label={t.read[read.from]}
      >
        <div className="k-line k-line-between">
          <h2 className="k-text-md k-strong">{t.read[read.from]}</h2>
          <Button size="compact-sm" variant="subtle" onClick={forget}>
            {t.forget}
          </Button>
        </div>
        <dl className={css['facts']}>
          {cardKeys.map(key => (
            <Value key={key} at={key} form={form} read={read} />
          ))}
          {national_number !== null && (
            <>
              <dt>{t.number}</dt>
              <dd>
                {maskedNumber(national_number)}{' '}
                {valid ? (
                  p.reg.numberValid
                ) : (
                  <StateWord state="stop" size={16}>
                    {t.numberWrong}
                  </StateWord>
                )}
              </dd>
            </>
          )}
          {valid_until !== null && (
            <>
              <dt>{t.validUntil}</dt>
              <dd>
                {f.dayYear(valid_until)}
                {expired && (
                  <StateWord state="stop" size={16}>
                    {t.expired}
                  </StateWord>
                )}
              </dd>
            </>
          )}
        </dl>
        {read.from === 'eid_file' && <p className="k-quiet">{t.fileIsNoProof}</p>}
        {read.from === 'eid' && read.fields.card_number !== null && <p className="k-quiet">{t.isCard}</p>}
      </Spine>
      <Spine panel className={css['block']} role="region" aria-label={t.notKept}>
        <h2 className="k-text-md k-strong">{t.notKept}</h2>
        <p>{gone.length === 0 ? t.nothingElse : t.list(gone)}</p>
        <p className="k-quiet">{read.from === 'eid' ? t.wiped : t.wipedFile}</p>
      </Spine>
    </div>
  )
}

/** The block above the form: waiting for a card, or what it said. */
export const ReadPanel = ({
  form,
  take,
  forget,
}: {
  form: RegisterForm
  take: (read: CardReading) => void
  forget: () => void
}): ReactNode =>
  form.read === null ? <Waiting take={take} /> : <ReadBlock form={form} read={form.read} forget={forget} />
