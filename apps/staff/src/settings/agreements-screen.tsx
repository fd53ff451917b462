import { planJoining } from '@kaft/contract/joinings'
import { listAgreements } from '@kaft/contract/organisation'
import type { OkOf } from '@kaft/contract/operation'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { dayOf, useFormats } from '../base/format.ts'
import { useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { useAllowed } from '../base/session.ts'
import { Empty, Read } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { EndAgreement } from './cooperation/end-form.tsx'
import { Joinings } from './cooperation/joinings.tsx'
import { Partings } from './cooperation/partings.tsx'
import { PlanJoining } from './cooperation/plan-form.tsx'
import { cooperationTexts } from './cooperation/texts.ts'
import { roomOfJoining } from './rooms.ts'
import { SettingsPage } from './settings-page.tsx'
import { settingsTexts } from './texts/index.ts'

export type Agreement = OkOf<typeof listAgreements>['rows'][number]

const isOver = (agreement: Agreement): boolean => agreement.ends_on !== null && agreement.ends_on < dayOf()

const Line = ({ agreement, end }: { agreement: Agreement; end: (() => void) | null }): ReactNode => {
  const t = useTexts(settingsTexts)
  const f = useFormats()
  const members = agreement.members.map(member =>
    member.left_on === null
      ? member.name
      : `${member.name} (${t.agreements.left(f.dayShort(member.left_on))})`,
  )
  return (
    <tr>
      <th scope="row">{agreement.name}</th>
      <td>
        {agreement.rung} · {t.agreements.rungs[agreement.rung]}
      </td>
      <td>
        {members.join(', ')}
        <Partings agreement={agreement} manages={end !== null} />
      </td>
      <td>{f.dayYear(agreement.starts_on)}</td>
      <td>
        {isOver(agreement) ? (
          <span className="k-quiet">
            {t.agreements.ended} {agreement.ends_on === null ? '' : f.dayYear(agreement.ends_on)}
          </span>
        ) : (
          <StateWord state="ok" size={16}>
            {agreement.ends_on === null ? t.agreements.noEnd : f.dayYear(agreement.ends_on)}
          </StateWord>
        )}
      </td>
      {end !== null && (
        <td>
          {!isOver(agreement) && (
            <Button size="compact-sm" onClick={end}>
              {t.agreements.end}
            </Button>
          )}
        </td>
      )}
    </tr>
  )
}

/** Who works together, on which rung of the ladder, since when, and who is going to. The consortium prepares and ends it. */
export const Screen = (): ReactNode => {
  const t = useTexts(settingsTexts)
  const c = useTexts(cooperationTexts)
  const go = useNavigate()
  const read = useRead(listAgreements, {})
  const manages = useAllowed(planJoining)
  const [makes, setMakes] = useState(false)
  const [ended, setEnded] = useState<string | null>(null)
  return (
    <SettingsPage
      room="agreements"
      actions={
        <Allowed op={planJoining}>
          <Button variant="filled" onClick={() => setMakes(true)}>
            {c.plan}
          </Button>
        </Allowed>
      }
    >
      <Read of={read}>
        {({ rows }) => {
          const ending = rows.find(one => one.agreement_id === ended)
          return (
            <>
              {makes && (
                <PlanJoining
                  agreements={rows.filter(one => !isOver(one))}
                  close={() => setMakes(false)}
                  done={joining_id => void go({ to: roomOfJoining(joining_id) })}
                />
              )}
              <Joinings manages={manages} />
              {ending !== undefined && (
                <EndAgreement key={ending.agreement_id} agreement={ending} close={() => setEnded(null)} />
              )}
              {rows.length === 0 ? (
                <Empty>{t.agreements.none}</Empty>
              ) : (
                <TableBox label={t.names.agreements}>
                  <Heads names={manages ? [...t.agreements.heads, t.agreements.end] : t.agreements.heads} />
                  <tbody>
                    {rows.map(one => (
                      <Line
                        key={one.agreement_id}
                        agreement={one}
                        end={manages ? () => setEnded(one.agreement_id) : null}
                      />
                    ))}
                  </tbody>
                </TableBox>
              )}
              {!manages && <p className="k-quiet">{t.agreements.onlyConsortium}</p>}
            </>
          )
        }}
      </Read>
    </SettingsPage>
  )
}
