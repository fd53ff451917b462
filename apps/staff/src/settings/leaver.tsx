import { endAccount, readCertification } from '@kaft/contract/accounts'
import { listStaff } from '@kaft/contract/organisation'
import { Button, Radio } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { DayField } from '../base/day-field.tsx'
import { parseDay } from '../base/day.model.ts'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Layer } from '../base/layer.tsx'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import type { Member } from './staff.model.ts'
import { certificationTexts } from './texts/certification.ts'

/** At once, or after a last day that is still to come; what that takes away stands above it. */
const LeaverLayer = ({
  member,
  close,
  done,
}: {
  member: Member
  close: () => void
  done: () => void
}): ReactNode => {
  const t = useTexts(certificationTexts)
  const b = useTexts(baseTexts)
  const f = useFormats()
  const [when, setWhen] = useState<'now' | 'later'>('now')
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const end = useDo(endAccount, [listStaff, readCertification])
  const on = parseDay(typed, dayOf())
  const bad = when === 'later' && (on === null || on < dayOf())
  const go = (): void => {
    setTried(true)
    if (bad) return
    const body = { command_id: newCommandId(), ...(when === 'later' ? { on } : {}) }
    const onSuccess = ({ name }: Member): void => {
      tell(when === 'later' && on !== null ? t.leavesLater(name, f.dayLong(on)) : t.left(name))
      done()
    }
    end.mutate({ params: { staff_id: member.staff_id }, body }, { onSuccess })
  }
  return (
    <Layer title={`${t.leaves}: ${member.name}`} onClose={close}>
      <p className="k-prose">{t.leavesAbout(member.name)}</p>
      {end.error !== null && <Failed error={end.error} />}
      <Radio.Group
        label={t.leavesWhen}
        value={when}
        onChange={next => setWhen(next === 'later' ? 'later' : 'now')}
      >
        <div className="k-line">
          <Radio value="now" label={t.leavesNow} />
          <Radio value="later" label={t.leavesAfter} />
        </div>
      </Radio.Group>
      {when === 'later' && (
        <DayField
          label={t.lastDay}
          value={typed}
          onText={setTyped}
          error={tried && bad ? t.lastDayWrong : undefined}
        />
      )}
      <div className="k-line k-line-end">
        <Button onClick={close}>{b.cancel}</Button>
        <Button variant="filled" loading={end.isPending} onClick={go}>
          {when === 'now' ? t.leavesYes : t.leavesSet}
        </Button>
      </div>
    </Layer>
  )
}

/** Somebody leaves, or stays after all. */
export const Leaver = ({ member, close }: { member: Member; close: () => void }): ReactNode => {
  const t = useTexts(certificationTexts)
  const [asks, setAsks] = useState(false)
  const stay = useDo(endAccount, [listStaff, readCertification])
  const stays = (): void =>
    stay.mutate(
      { params: { staff_id: member.staff_id }, body: { command_id: newCommandId(), on: null } },
      { onSuccess: ({ name }) => tell(t.staysOn(name)) },
    )
  return (
    <>
      {stay.error !== null && <Failed error={stay.error} />}
      {member.leaves_on !== null && (
        <Button onClick={stays} loading={stay.isPending}>
          {t.stays}
        </Button>
      )}
      <Button onClick={() => setAsks(true)}>{t.leaves}</Button>
      {asks && <LeaverLayer member={member} close={() => setAsks(false)} done={close} />}
    </>
  )
}
