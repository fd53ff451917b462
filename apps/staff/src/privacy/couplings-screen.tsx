import {
  approveCoupling,
  type Coupling,
  couplings,
  recipients,
  setCoupling,
  switchCoupling,
} from '@kaft/contract/registers'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { call } from '../base/api.ts'
import { newCommandId } from '../base/command-id.ts'
import { useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { textsNow, useTexts } from '../base/language.ts'
import { Empty, Failed, Read } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { tell } from '../base/tell.ts'
import { offerWayBack } from '../base/undo.ts'
import { ControllerPanel } from './controller-panel.tsx'
import { PrivacyPage } from './privacy-page.tsx'
import { privacyTexts } from './texts/index.ts'
import { registerTexts } from './texts/registers.ts'

const looks = { draft: 'ask', approved: 'hold', active: 'ok', ended: 'stop' } as const
const isCategory = (word: string, known: object): word is keyof typeof known => word in known

/** Where the assessment is kept; with another one the coupling has to be approved anew. */
const Dpia = ({ one }: { one: Coupling }): ReactNode => {
  const t = useTexts(registerTexts)
  const set = useDo(setCoupling, [couplings])
  const [where, setWhere] = useState(one.dpia ?? '')
  const { coupling, state: _, approved_on: __, active_since: ___, ...fields } = one
  const save = (): void =>
    set.mutate({
      params: { coupling },
      body: { command_id: newCommandId(), ...fields, dpia: where.trim() === '' ? null : where.trim() },
    })
  return (
    <form
      className="k-line"
      onSubmit={event => {
        event.preventDefault()
        save()
      }}
    >
      <TextInput
        label={t.dpiaWhere}
        value={where}
        maxLength={200}
        w="24rem"
        onChange={event => setWhere(event.currentTarget.value)}
      />
      <Button type="submit" loading={set.isPending} disabled={where.trim() === (one.dpia ?? '')}>
        {t.save}
      </Button>
      {set.error !== null && <Failed error={set.error} />}
    </form>
  )
}

const Acts = ({ one }: { one: Coupling }): ReactNode => {
  const t = useTexts(registerTexts)
  const approve = useDo(approveCoupling, [couplings])
  const turn = useDo(switchCoupling, [couplings])
  const params = { coupling: one.coupling }
  const isOn = one.state === 'active'
  const turned = (active: boolean) => ({ params, body: { command_id: newCommandId(), active } })
  const offer = (): void =>
    offerWayBack(t.turned(one.name, !isOn), [couplings], async () => {
      await call(switchCoupling, turned(isOn))
      return textsNow(registerTexts).turned(one.name, isOn)
    })
  const error = approve.error ?? turn.error
  return (
    <Allowed op={setCoupling}>
      {one.dpia_needed && <Dpia key={one.dpia} one={one} />}
      {error !== null && <Failed error={error} />}
      <div className="k-line">
        {one.state === 'draft' && (
          <Button
            size="compact-sm"
            loading={approve.isPending}
            onClick={() =>
              approve.mutate(
                { params, body: { command_id: newCommandId() } },
                { onSuccess: () => tell(t.approved(one.name)) },
              )
            }
          >
            {t.approve}
          </Button>
        )}
        {(one.state === 'approved' || one.state === 'active') && (
          <Button
            size="compact-sm"
            loading={turn.isPending}
            onClick={() => turn.mutate(turned(!isOn), { onSuccess: offer })}
          >
            {isOn ? t.off : t.on}
          </Button>
        )}
      </div>
    </Allowed>
  )
}

const OneCoupling = ({ one }: { one: Coupling }): ReactNode => {
  const t = useTexts(registerTexts)
  const p = useTexts(privacyTexts)
  const f = useFormats()
  const facts = [
    t.to(one.recipient),
    p.purposes[one.purpose],
    t.basis(one.basis),
    one.reference === '' ? null : one.reference,
    one.ends_on === null ? null : f.dayYear(one.ends_on),
  ].filter(Boolean)
  return (
    <Spine state={looks[one.state]} panel className="k-stack">
      <div className="k-line k-line-between">
        <span className="k-strong">{one.name}</span>
        <StateWord state={looks[one.state]} size={16}>
          {t.states[one.state]}
        </StateWord>
      </div>
      <p className="k-quiet">{facts.join(' · ')}</p>
      <p>{t.sends(one.fields.join(', '))}</p>
      <p className="k-quiet">
        {[
          one.dpia_needed && `${t.dpia}: ${one.dpia ?? t.noDpia}`,
          one.approved_on !== null && t.approvedOn(f.dayYear(one.approved_on)),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <Acts one={one} />
    </Spine>
  )
}

const Recipients = (): ReactNode => {
  const t = useTexts(registerTexts)
  const p = useTexts(privacyTexts)
  const read = useRead(recipients, { query: {} })
  const category = (word: string): string => (isCategory(word, p.categories) ? p.categories[word] : word)
  return (
    <section className="k-stack" aria-labelledby="recipients">
      <h2 id="recipients" className="k-text-md k-strong">
        {t.recipients}
      </h2>
      <p className="k-quiet k-prose">{t.recipientsAbout}</p>
      <Read of={read}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty>{t.none}</Empty>
          ) : (
            <TableBox label={t.recipients}>
              <Heads names={t.heads} />
              <tbody>
                {rows.map(row => (
                  <tr key={row.recipient}>
                    <th scope="row">{row.name}</th>
                    <td>{t.roles[row.role]}</td>
                    <td>{p.purposes[row.purpose]}</td>
                    <td>{row.categories.map(category).join(', ')}</td>
                    <td>{row.country}</td>
                    <td>{row.tell_changes ? t.yes : t.no}</td>
                  </tr>
                ))}
              </tbody>
            </TableBox>
          )
        }
      </Read>
    </section>
  )
}

/** What goes out, why and to whom; who answers for it all. */
export const Screen = (): ReactNode => {
  const t = useTexts(registerTexts)
  const read = useRead(couplings, { query: {} })
  return (
    <PrivacyPage room="couplings">
      <ControllerPanel />
      <section className="k-stack" aria-labelledby="couplings">
        <h2 id="couplings" className="k-text-md k-strong">
          {t.couplings}
        </h2>
        <p className="k-quiet k-prose">{t.couplingsAbout}</p>
        <Read of={read}>
          {({ rows }) => (
            <>
              {rows.length === 0 && <Empty>{t.none}</Empty>}
              {rows.map(one => (
                <OneCoupling key={one.coupling} one={one} />
              ))}
            </>
          )}
        </Read>
      </section>
      <Recipients />
    </PrivacyPage>
  )
}
