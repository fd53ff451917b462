import { type CopyTarget, listTargets, saveTarget } from '@kaft/contract/copy-cataloguing'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useRead } from '../../../base/hooks.ts'
import { useTexts } from '../../../base/language.ts'
import { Page } from '../../../base/page.tsx'
import { Empty, Read } from '../../../base/states.tsx'
import { Allowed } from '../../../base/allowed.tsx'
import { CoverSources } from '../../covers/sources.tsx'
import { TargetForm } from './target-form.tsx'
import { STATES } from './target-state.ts'
import { copyTexts } from './texts.ts'

const Card = ({ target, edit }: { target: CopyTarget; edit: () => void }): ReactNode => {
  const { target: t, faults } = useTexts(copyTexts)
  const { name, protocol, address, sru_version, state } = target
  return (
    <Spine panel state={state === 'ready' ? undefined : STATES[state]} className="k-stack">
      <div className="k-line k-line-between">
        <h2 className="k-text-md k-strong">{name}</h2>
        <Allowed op={saveTarget}>
          <Button size="compact-sm" onClick={edit} aria-label={`${t.change}: ${name}`}>
            {t.change}
          </Button>
        </Allowed>
      </div>
      <p>
        {[t.protocols[protocol], sru_version].filter(Boolean).join(' ')} · <code>{address}</code>
      </p>
      <p>
        <StateWord state={STATES[state]} size={16}>
          {t.states[state]}
        </StateWord>{' '}
        {state !== 'ready' && state !== 'off' && <span className="k-quiet">{faults[state]}</span>}
      </p>
    </Spine>
  )
}

/** The catalogues from which descriptions are taken over, set for all libraries at once. */
export const Screen = (): ReactNode => {
  const { target: t } = useTexts(copyTexts)
  const read = useRead(listTargets, {})
  /** The one that is changed, or `new`. */
  const [edited, setEdited] = useState<string | null>(null)
  const close = (): void => setEdited(null)
  return (
    <Page
      title={t.title}
      about={t.about}
      actions={
        <Allowed op={saveTarget}>
          <Button variant="filled" onClick={() => setEdited('new')}>
            {t.add}
          </Button>
        </Allowed>
      }
    >
      <Read of={read}>
        {({ rows }) => (
          <>
            {edited === 'new' && <TargetForm target={null} close={close} />}
            {rows.length === 0 && edited === null && <Empty>{t.none}</Empty>}
            {rows.map(target =>
              target.target_id === edited ? (
                <TargetForm key={target.target_id} target={target} close={close} />
              ) : (
                <Card key={target.target_id} target={target} edit={() => setEdited(target.target_id)} />
              ),
            )}
          </>
        )}
      </Read>
      <CoverSources />
    </Page>
  )
}
