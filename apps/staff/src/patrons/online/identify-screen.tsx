import { identifyOnline, listOnline } from '@kaft/contract/online'
import { findPatrons, type Patron, readPatron, readPatronHead } from '@kaft/contract/patrons'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { type ReactNode, useState } from 'react'
import { usePart } from '../../base/address.ts'
import { tellPatronChanged } from '../../base/desk-door.ts'
import { useDo, useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { Empty, NeedsLine, Read } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { To } from '../../base/to.tsx'
import css from '../patrons.module.css'
import { personFormOf } from '../person.model.ts'
import { Choice, fieldId } from '../person-fields.tsx'
import { RegisterForm } from '../register-form.tsx'
import { emptyRegister } from '../register.model.ts'
import { useDraft } from '../register.state.ts'
import { patronTexts } from '../texts/index.ts'
import { bodyOf, type Consent, proofNow, type Proof } from './identify.model.ts'
import { Like } from './online-band.tsx'
import { onlineTexts } from './texts.ts'

type Online = NonNullable<Patron['online']>

/** What proves who this is, and how the parent or guardian of a child consents now. */
const ProofFields = ({
  online,
  proof,
  setProof,
  consent,
  setConsent,
  missing,
}: {
  online: Online
  proof: Proof | null
  setProof: (proof: Proof) => void
  consent: Consent
  setConsent: (consent: Consent) => void
  missing: boolean
}): ReactNode => {
  const t = useTexts(onlineTexts)
  const { guardian } = online
  return (
    <div className={css['block']}>
      <Choice
        id={fieldId('proof')}
        label={t.proof}
        value={proof ?? ''}
        of={(['eid', 'document'] as const).map(one => [one, t.proofs[one]] as const)}
        onValue={value => {
          if (value !== '') setProof(value)
        }}
        off={proof === 'eid' ? undefined : 'eid'}
        description={proof === null ? t.how : undefined}
      />
      {missing && <StateWord state="stop">{t.proofNeeded}</StateWord>}
      {guardian !== null && (
        <Choice
          id={fieldId('consent')}
          label={t.consent(guardian.given_by, t.relations[guardian.relation])}
          value={consent}
          of={(['desk', 'paper', 'later'] as const).map(one => [one, t.consents[one]] as const)}
          onValue={setConsent}
        />
      )}
    </div>
  )
}

const Form = ({ patron, online }: { patron: Patron; online: Online }): ReactNode => {
  const t = useTexts(onlineTexts)
  const draft = useDraft(patron.patron_id, { ...emptyRegister, ...personFormOf(patron), statement: 'screen' })
  const identify = useDo(identifyOnline, [readPatron, readPatronHead, listOnline, findPatrons])
  const [said, setSaid] = useState<Proof | null>(null)
  const [consent, setConsent] = useState<Consent>('later')
  const [missing, setMissing] = useState(false)
  const proof = proofNow(draft.form, said)
  const { patron_id, version } = patron
  return (
    <RegisterForm
      draft={draft}
      patron={patron}
      send={{
        busy: identify.isPending,
        error: identify.error,
        run: (body, says) => {
          setMissing(proof === null)
          if (proof === null) return document.getElementById(fieldId('proof'))?.focus()
          identify.mutate({ params: { patron_id }, body: bodyOf(body, { version, proof, consent }) }, says)
        },
        done: name => {
          tellPatronChanged(patron_id)
          tell(t.done(name))
        },
      }}
      last={{
        title: t.proofTitle,
        first: 'membership_type',
        body: (
          <ProofFields
            online={online}
            proof={proof}
            setProof={setSaid}
            consent={consent}
            setConsent={setConsent}
            missing={missing && proof === null}
          />
        ),
      }}
      verb={{ one: t.submit, lend: t.submitAndLend }}
    />
  )
}

const Found = ({ patron_id }: { patron_id: string }): ReactNode => {
  const t = useTexts(onlineTexts)
  const p = useTexts(patronTexts)
  const read = useRead(readPatron, { params: { patron_id } })
  return (
    <Read of={read}>
      {patron => (
        <Page title={t.screen(`${patron.given_name} ${patron.family_name}`)} about={t.screenAbout}>
          <NeedsLine>{p.offline}</NeedsLine>
          {patron.online === null ? (
            <Empty>
              {t.over} <To to={paths.patron(patron_id)}>{t.open}</To>
            </Empty>
          ) : (
            <>
              {patron.online.like.length > 0 && (
                <Spine state="ask" soft panel>
                  <Like patron={patron} online={patron.online} />
                </Spine>
              )}
              <Form key={patron.version} patron={patron} online={patron.online} />
            </>
          )}
        </Page>
      )}
    </Read>
  )
}

/** Who registered on the internet is at the desk: the form of registration with what they typed, beside the card. */
export const Screen = (): ReactNode => {
  const patron_id = usePart('patron_id')
  return <Found key={patron_id} patron_id={patron_id} />
}
