import {
  addFamily,
  type Family,
  type FamilyMember,
  readFamily,
  removeFamily,
  restoreFamily,
  setPayer,
} from '@kaft/contract/family'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Allowed } from '../../base/allowed.tsx'
import { call } from '../../base/api.ts'
import { offerWayBack } from '../../base/undo.ts'
import { newCommandId } from '../../base/command-id.ts'
import { useFormats } from '../../base/format.ts'
import { useDo, useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { paths } from '../../base/paths.ts'
import { Empty, Failed, Read } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { To } from '../../base/to.tsx'
import css from '../patrons.module.css'
import { AddFamily } from './add-family.tsx'
import { Guardian } from './guardian.tsx'
import { familyTexts } from './texts.ts'

/** Takes away with the way back in the toast. */
const useRemove = (patron_id: string) => {
  const t = useTexts(familyTexts)
  const remove = useDo(removeFamily, [readFamily])
  const run = ({ link_id, name }: FamilyMember): void => {
    const params = { patron_id, link_id }
    remove.mutate(
      { params },
      {
        onSuccess: () =>
          offerWayBack(t.removed(name), [readFamily], async () => {
            await call(restoreFamily, { params, body: { command_id: newCommandId() } })
            return t.back(name)
          }),
      },
    )
  }
  return { run, busy: remove.isPending, error: remove.error }
}

const Member = ({ member, remove }: { member: FamilyMember; remove: ReactNode }): ReactNode => {
  const t = useTexts(familyTexts)
  const f = useFormats()
  return (
    <Spine className={css['card']}>
      <div className="k-grow">
        <p>
          <To to={paths.patron(member.patron_id)} className="k-strong">
            {member.name}
          </To>{' '}
          ({t.roles[member.role]}
          {member.role === 'guardian' && member.pays ? `, ${t.pays}` : ''})
        </p>
        <p className="k-quiet">
          {t.facts(member.card_tail, member.loans)} · {t.consent[member.consent]},{' '}
          {t.since(f.dayYear(member.since))}
        </p>
        {member.balance_cents !== null && member.balance_cents > 0 && (
          <p className="k-line">
            {t.open(f.money(member.balance_cents))}{' '}
            <To to={paths.pay(member.patron_id)} className="k-quiet-link">
              {t.pay}
            </To>
          </p>
        )}
        {member.titles?.map(one => (
          <p key={`${one.title} ${one.due_on}`}>
            {one.title} <span className="k-quiet">· {t.due(f.dayShort(one.due_on))}</span>
          </p>
        ))}
      </div>
      {remove}
    </Spine>
  )
}

/** Who of the parents or guardians pays for the child; one at most. */
const Payer = ({ patron_id, member }: { patron_id: string; member: FamilyMember }): ReactNode => {
  const t = useTexts(familyTexts)
  const payer = useDo(setPayer, [readFamily])
  if (member.role !== 'child' && member.role !== 'guardian') return null
  const run = (): void =>
    payer.mutate(
      {
        params: { patron_id, link_id: member.link_id },
        body: { command_id: newCommandId(), pays: !member.pays },
      },
      { onSuccess: () => tell(t.payerSet) },
    )
  return (
    <Allowed op={setPayer}>
      <Button size="compact-sm" disabled={payer.isPending} aria-pressed={member.pays} onClick={run}>
        {member.pays ? t.paysNot : t.paysFor}
      </Button>
      {payer.error !== null && <Failed error={payer.error} />}
    </Allowed>
  )
}

const Body = ({ family, own }: { family: Family; own: boolean }): ReactNode => {
  const t = useTexts(familyTexts)
  const [adds, setAdds] = useState(false)
  const { patron_id, members } = family
  const remove = useRemove(patron_id)
  return (
    <div className="k-stack">
      <div className="k-line k-line-between">
        <h2 className="k-text-md k-strong">{t.title}</h2>
        {own && !adds && (
          <Allowed op={addFamily}>
            <Button onClick={() => setAdds(true)}>{t.add}</Button>
          </Allowed>
        )}
      </div>
      <p className="k-quiet">{t.about}</p>
      <Guardian family={family} own={own} />
      {adds && <AddFamily patron_id={patron_id} close={() => setAdds(false)} />}
      {members.length === 0 && !adds && <Empty>{t.none}</Empty>}
      {remove.error !== null && <Failed error={remove.error} />}
      {members.map(member => (
        <Member
          key={member.link_id}
          member={member}
          remove={
            own && (
              <>
                <Payer patron_id={patron_id} member={member} />
                <Allowed op={removeFamily}>
                  <Button size="compact-sm" disabled={remove.busy} onClick={() => remove.run(member)}>
                    {t.remove}
                  </Button>
                </Allowed>
              </>
            )
          }
        />
      ))}
    </div>
  )
}

/** Who belongs to a patron, how they agreed, and what a young child has at home. */
export const FamilyTab = ({ patron_id, own }: { patron_id: string; own: boolean }): ReactNode => {
  const read = useRead(readFamily, { params: { patron_id } }, { fresh_ms: 0 })
  return <Read of={read}>{family => <Body family={family} own={own} />}</Read>
}
