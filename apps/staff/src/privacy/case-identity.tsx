import { addIdentityCopy, askIdentity, proveIdentity, tieCase } from '@kaft/contract/rights-handling'
import { type CaseDetail, type IdentityWay, identityWays } from '@kaft/contract/rights'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, FileButton, NativeSelect, Textarea } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useFormats } from '../base/format.ts'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { FindPerson, type Found } from './find-person.tsx'
import css from './privacy.module.css'
import { caseTexts } from './texts/cases.ts'
import { privacyTexts } from './texts/index.ts'
import { useStep } from './use-case.ts'

const MOST_BYTES = 1_400_000
const mimes = ['image/jpeg', 'image/png', 'application/pdf'] as const

const base64Of = async (file: File): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}

const Copy = ({ one }: { one: CaseDetail }): ReactNode => {
  const t = useTexts(caseTexts).identity
  const add = useStep(addIdentityCopy, one)
  const [big, setBig] = useState(false)
  const take = async (file: File | null): Promise<void> => {
    if (file === null) return
    const mime = mimes.find(known => known === file.type) ?? 'image/jpeg'
    setBig(file.size > MOST_BYTES)
    if (file.size <= MOST_BYTES)
      add.run({ name: file.name.slice(0, 120), mime, content: await base64Of(file) })
  }
  return (
    <div className="k-stack">
      {add.error !== null && <Failed error={add.error} />}
      {big && <StateWord state="stop">{t.copyBig}</StateWord>}
      <div className="k-line">
        <FileButton accept={mimes.join(',')} onChange={file => void take(file)}>
          {props => (
            <Button {...props} loading={add.isPending}>
              {t.copy}
            </Button>
          )}
        </FileButton>
      </div>
      <p className="k-quiet k-prose">{t.copyHint}</p>
    </div>
  )
}

const Ask = ({ one }: { one: CaseDetail }): ReactNode => {
  const t = useTexts(caseTexts).identity
  const p = useTexts(privacyTexts)
  const ask = useStep(askIdentity, one)
  const [why, setWhy] = useState('')
  const [tried, setTried] = useState(false)
  const go = (): void => {
    setTried(true)
    if (why.trim().length >= 10) ask.run({ why: why.trim() }, {}, () => setWhy(''))
  }
  return (
    <div className="k-stack">
      <Textarea
        label={t.askWhy}
        description={t.askHint}
        value={why}
        autosize
        minRows={1}
        maxLength={2000}
        error={tried && why.trim().length < 10 ? p.why10 : undefined}
        onChange={event => setWhy(event.currentTarget.value)}
      />
      {ask.error !== null && <Failed error={ask.error} />}
      <div className="k-line">
        <Button loading={ask.isPending} onClick={go}>
          {t.ask}
        </Button>
      </div>
    </div>
  )
}

const Prove = ({ one }: { one: CaseDetail }): ReactNode => {
  const t = useTexts(caseTexts).identity
  const prove = useStep(proveIdentity, one)
  const copy = one.files.some(file => file.kind === 'identity_copy')
  const [how, setHow] = useState<IdentityWay>(copy ? 'copy' : 'document')
  return (
    <div className="k-stack">
      {prove.error !== null && <Failed error={prove.error} />}
      <div className={`k-line ${css['ends']}`}>
        <NativeSelect
          label={t.how}
          value={how}
          data={identityWays.map(value => ({ value, label: t.ways[value] }))}
          onChange={event => setHow(event.currentTarget.value as IdentityWay)}
        />
        <Button
          variant="filled"
          loading={prove.isPending}
          onClick={() => prove.run({ how }, {}, () => copy && tell(t.gone))}
        >
          {t.prove}
        </Button>
      </div>
    </div>
  )
}

const Person = ({ one }: { one: CaseDetail }): ReactNode => {
  const t = useTexts(caseTexts).person
  const tie = useStep(tieCase, one)
  const [found, choose] = useState<Found | null>(null)
  const take = (person: Found): void => {
    choose(person)
    tie.run({ patron_id: person.patron_id })
  }
  return (
    <Spine state="ask" panel className="k-stack">
      <h2 className="k-text-md k-strong">{t.title}</h2>
      {tie.error !== null && <Failed error={tie.error} />}
      <FindPerson chosen={found} choose={take} />
    </Spine>
  )
}

/** Who it is, and how they showed it. Nothing is done before. */
export const CaseIdentity = ({ one }: { one: CaseDetail }): ReactNode => {
  const t = useTexts(caseTexts).identity
  const p = useTexts(privacyTexts)
  const f = useFormats()
  const open = one.step !== 'closed'
  const shown = one.identity_how !== null
  return (
    <>
      {open && one.patron_id === null && one.decision === null && <Person one={one} />}
      <Spine state={shown ? 'ok' : 'offline'} panel className="k-stack">
        <h2 className="k-text-md k-strong">{t.title}</h2>
        {one.identity_how !== null ? (
          <p>
            {t.shown(
              t.ways[one.identity_how],
              one.identity_on === null ? '' : f.dayLong(one.identity_on),
              one.identity_by ?? p.nobody,
            )}
          </p>
        ) : (
          <>
            <StateWord state="offline">{t.none}</StateWord>
            {one.identity_asked_on !== null && (
              <p className="k-quiet">
                {t.asked(f.dayLong(one.identity_asked_on), one.identity_asked_why ?? '')}
              </p>
            )}
            {open && <Prove one={one} />}
            {open && <Copy one={one} />}
            {open && one.identity_asked_on === null && <Ask one={one} />}
          </>
        )}
      </Spine>
    </>
  )
}
