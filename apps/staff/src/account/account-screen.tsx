import type { OkOf } from '@kaft/contract/operation'
import { readSession } from '@kaft/contract/organisation'
import { readFactors, removeFactor, renewRecoveryCodes } from '@kaft/contract/second-factor'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { dayOf, useFormats } from '../base/format.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { Layer } from '../base/layer.tsx'
import { baseTexts } from '../base/texts.ts'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { queryClient } from '../base/query-client.ts'
import { type Session, useSession } from '../base/session.ts'
import { Failed, Read } from '../base/states.tsx'
import { Heads, TableBox } from '../base/table-box.tsx'
import { tell } from '../base/tell.ts'
import { AddApp, type Enrolled } from './add-app.tsx'
import { AddKey } from './add-key.tsx'
import { OwnSecrets } from './own-secrets.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { accountTexts } from './texts.ts'

type Factor = OkOf<typeof readFactors>['rows'][number]

const takeAnew = (session: Session): void => {
  queryClient.setQueryData([readSession.id, {}], session)
}

const Line = ({ factor }: { factor: Factor }): ReactNode => {
  const t = useTexts(accountTexts)
  const f = useFormats()
  const b = useTexts(baseTexts)
  const [asks, setAsks] = useState(false)
  const remove = useDo(removeFactor, [readFactors])
  const go = (): void =>
    remove.mutate(
      { params: { factor_id: factor.factor_id } },
      {
        onSuccess: said => {
          takeAnew(said.session)
          tell(t.removed(factor.name))
        },
      },
    )
  return (
    <tr>
      <th scope="row">{factor.name}</th>
      <td>{t.kinds[factor.kind]}</td>
      <td>{f.dayYear(dayOf(factor.added_at))}</td>
      <td>{factor.last_used_at === null ? t.notUsed : f.dayYear(dayOf(factor.last_used_at))}</td>
      <td>
        <Button size="compact-sm" aria-label={t.removeOf(factor.name)} onClick={() => setAsks(true)}>
          {t.remove}
        </Button>
        {asks && (
          <Layer title={t.removeOf(factor.name)} onClose={() => setAsks(false)}>
            <p className="k-prose">{t.removeAbout}</p>
            {remove.error !== null && <Failed error={remove.error} />}
            <div className="k-line k-line-end">
              <Button onClick={() => setAsks(false)}>{b.cancel}</Button>
              <Button variant="filled" loading={remove.isPending} onClick={go}>
                {t.removeOf(factor.name)}
              </Button>
            </div>
          </Layer>
        )}
      </td>
    </tr>
  )
}

const Factors = ({ rows }: { rows: readonly Factor[] }): ReactNode => {
  const t = useTexts(accountTexts)
  if (rows.length === 0) return <p className="k-quiet">{t.none}</p>
  return (
    <TableBox label={t.second}>
      <Heads names={[...t.heads, t.remove]} />
      <tbody>
        {rows.map(factor => (
          <Line key={factor.factor_id} factor={factor} />
        ))}
      </tbody>
    </TableBox>
  )
}

const Recovery = ({ left, show }: { left: number; show: (codes: readonly string[]) => void }): ReactNode => {
  const t = useTexts(accountTexts)
  const renew = useDo(renewRecoveryCodes, [readFactors])
  const go = (): void =>
    renew.mutate(
      {},
      {
        onSuccess: said => {
          show(said.recovery_codes)
          tell(t.codesRenewed)
        },
      },
    )
  return (
    <>
      {renew.error !== null && <Failed error={renew.error} />}
      <div className="k-line k-line-between">
        <StateWord state={left > 2 ? 'ok' : 'ask'}>{t.codesLeft(left)}</StateWord>
        <Button loading={renew.isPending} onClick={go}>
          {t.codesRenew}
        </Button>
      </div>
    </>
  )
}

/** What proves the own account: password, PIN and second step. */
export const Screen = (): ReactNode => {
  const t = useTexts(accountTexts)
  const { staff_name, second_factor } = useSession()
  const read = useRead(readFactors, {})
  const [adds, setAdds] = useState<'app' | 'key' | null>(null)
  const [codes, setCodes] = useState<readonly string[]>([])
  const close = (): void => setAdds(null)
  const done = (said: Enrolled, name: string): void => {
    takeAnew(said.session)
    setCodes(said.recovery_codes)
    tell(t.added(name))
    close()
  }
  const isCalm = second_factor === 'proven' || second_factor === 'not_asked'
  return (
    <Page title={t.title} about={staff_name}>
      <OwnSecrets />
      <Spine panel className="k-stack">
        <h2 className="k-text-md k-strong">{t.second}</h2>
        <StateWord state={isCalm ? 'ok' : 'ask'}>{t.state[second_factor]}</StateWord>
        <p className="k-prose k-quiet">{t.why}</p>
        <Read of={read}>
          {({ rows, recovery_left }) => (
            <>
              <Factors rows={rows} />
              {adds === null && (
                <div className="k-line">
                  <Button variant={rows.length === 0 ? 'filled' : 'default'} onClick={() => setAdds('app')}>
                    {t.addApp}
                  </Button>
                  <Button onClick={() => setAdds('key')}>{t.addKey}</Button>
                </div>
              )}
              {rows.length > 0 && <Recovery left={recovery_left} show={setCodes} />}
              {rows.length > 0 && <p className="k-prose k-quiet">{t.lost}</p>}
            </>
          )}
        </Read>
      </Spine>
      {adds === 'app' && <AddApp done={done} close={close} />}
      {adds === 'key' && <AddKey done={done} close={close} />}
      {codes.length > 0 && <RecoveryCodes codes={codes} close={() => setCodes([])} />}
    </Page>
  )
}
