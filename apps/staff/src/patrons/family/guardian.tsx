import { type Family, giveConsent, readFamily, withdrawConsent } from '@kaft/contract/family'
import { readPatronHead } from '@kaft/contract/patrons'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Allowed } from '../../base/allowed.tsx'
import { call } from '../../base/api.ts'
import { newCommandId } from '../../base/command-id.ts'
import { tellPatronChanged } from '../../base/desk-door.ts'
import { useFocusOnOpen } from '../../base/form.tsx'
import { useFormats } from '../../base/format.ts'
import { useDo } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Failed } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { offerWayBack } from '../../base/undo.ts'
import { baseTexts } from '../../base/texts.ts'
import css from '../patrons.module.css'
import { Choice } from '../person-fields.tsx'
import { familyTexts } from './texts.ts'

const refreshed = [readFamily, readPatronHead]

const Give = ({ patron_id, close }: { patron_id: string; close: () => void }): ReactNode => {
  const t = useTexts(familyTexts)
  const b = useTexts(baseTexts)
  const give = useDo(giveConsent, refreshed)
  const [given_by, setName] = useState('')
  const [relation, setRelation] = useState<'parent' | 'guardian'>('parent')
  const [consent, setConsent] = useState<'paper' | 'desk'>('paper')
  const [tried, setTried] = useState(false)
  const field = useFocusOnOpen<HTMLInputElement>()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (given_by.trim() === '') return
    const body = { command_id: newCommandId(), given_by: given_by.trim(), relation, consent }
    give.mutate(
      { params: { patron_id }, body },
      {
        onSuccess: () => {
          tellPatronChanged(patron_id)
          tell(t.given)
          close()
        },
      },
    )
  }
  return (
    <form className={css['block']} onSubmit={submit} noValidate>
      {give.error !== null && <Failed error={give.error} />}
      <TextInput
        ref={field}
        label={t.givenBy}
        value={given_by}
        maxLength={120}
        autoComplete="off"
        error={tried && given_by.trim() === '' ? b.needed : undefined}
        onChange={event => setName(event.currentTarget.value)}
      />
      <Choice
        id="consent-relation"
        label={t.relation}
        value={relation}
        of={(['parent', 'guardian'] as const).map(one => [one, t.relations[one]] as const)}
        onValue={setRelation}
      />
      <Choice
        id="consent-how"
        label={t.how}
        value={consent}
        of={[
          ['paper', t.howPaper],
          ['desk', t.howDesk],
        ]}
        onValue={setConsent}
      />
      <div className="k-line k-line-end">
        <Button onClick={close}>{b.cancel}</Button>
        <Button type="submit" variant="filled" loading={give.isPending}>
          {b.save}
        </Button>
      </div>
    </form>
  )
}

/** The consent of a parent or guardian who has no record here; asked of who is young enough. */
export const Guardian = ({ family, own }: { family: Family; own: boolean }): ReactNode => {
  const t = useTexts(familyTexts)
  const f = useFormats()
  const [adds, setAdds] = useState(false)
  const withdraw = useDo(withdrawConsent, refreshed)
  const { patron_id, guardian_consent: said, consent_missing } = family
  // What was said on the internet is heard again at the desk.
  const open = said === null || said.consent === 'online'
  if (said === null && !consent_missing) return null
  const run = (): void =>
    withdraw.mutate(
      { params: { patron_id } },
      {
        onSuccess: () => {
          tellPatronChanged(patron_id)
          if (said === null || said.consent === 'online') return tell(t.withdrawn)
          const { given_by, relation, consent } = said
          offerWayBack(t.withdrawn, refreshed, async () => {
            await call(giveConsent, {
              params: { patron_id },
              body: { command_id: newCommandId(), given_by, relation, consent },
            })
            tellPatronChanged(patron_id)
            return t.given
          })
        },
      },
    )
  return (
    <Spine panel state={consent_missing ? 'ask' : undefined} className={css['block']}>
      <h3 className="k-strong">{t.guardian}</h3>
      {consent_missing && <StateWord state="ask">{t.missing}</StateWord>}
      {said !== null && (
        <p>
          {t.guardianSaid(
            said.given_by,
            t.relations[said.relation],
            t.consent[said.consent],
            f.dayYear(said.on),
          )}
        </p>
      )}
      {withdraw.error !== null && <Failed error={withdraw.error} />}
      {adds && <Give patron_id={patron_id} close={() => setAdds(false)} />}
      {own && !adds && (
        <Allowed op={giveConsent}>
          <div className="k-line">
            {open ? (
              <Button size="compact-sm" onClick={() => setAdds(true)}>
                {t.give}
              </Button>
            ) : (
              <Button size="compact-sm" disabled={withdraw.isPending} onClick={run}>
                {t.withdraw}
              </Button>
            )}
          </div>
        </Allowed>
      )}
    </Spine>
  )
}
