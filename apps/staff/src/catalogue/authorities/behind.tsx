import {
  type AuthorityRecord,
  authorityEffect,
  beginAuthorityRun,
  listAuthorityRuns,
} from '@kaft/contract/authorities'
import type { OkOf } from '@kaft/contract/operation'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useGo } from '../../base/address.ts'
import { newCommandId } from '../../base/command-id.ts'
import { useFormats } from '../../base/format.ts'
import { useDo, useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { paths } from '../../base/paths.ts'
import { Failed, Read } from '../../base/states.tsx'
import { authorityTexts } from './texts.ts'

const MOST_LIBRARIES = 12

/** How many titles would change, and of which libraries. */
export const Effect = ({ effect }: { effect: OkOf<typeof authorityEffect> }): ReactNode => {
  const { record: t } = useTexts(authorityTexts)
  const f = useFormats()
  const shown = effect.libraries.slice(0, MOST_LIBRARIES).map(l => `${l.library} (${f.count(l.titles)})`)
  const rest = effect.libraries.length - shown.length
  return (
    <div className="k-stack">
      <p>{t.effect(f.count(effect.titles - effect.not_yours))}</p>
      {effect.not_yours > 0 && <p>{t.notYours(f.count(effect.not_yours))}</p>}
      {shown.length > 0 && (
        <p className="k-quiet">
          {t.libraries}: {shown.join(', ')}
          {rest > 0 && ` +${rest}`}
        </p>
      )}
    </div>
  )
}

/** Titles that still have another form of the heading: first how many and whose, then they get it. */
export const Behind = ({ of }: { of: AuthorityRecord }): ReactNode => {
  const { record: t } = useTexts(authorityTexts)
  const f = useFormats()
  const go = useGo()
  const [looking, setLooking] = useState(false)
  const params = { authority_id: of.authority_id }
  const read = useRead(authorityEffect, { params }, { enabled: looking })
  const begin = useDo(beginAuthorityRun, [listAuthorityRuns])
  if (of.behind === 0) return null
  return (
    <Spine state="ask" soft panel className="k-stack">
      <StateWord state="ask">{t.behind(f.count(of.behind))}</StateWord>
      {looking ? (
        <Read of={read}>
          {effect => (
            <>
              <Effect effect={effect} />
              {begin.error !== null && <Failed error={begin.error} />}
              <div className="k-line k-line-end">
                <Button
                  variant="filled"
                  disabled={effect.titles === effect.not_yours}
                  loading={begin.isPending}
                  onClick={() =>
                    begin.mutate(
                      { params, body: { command_id: newCommandId() } },
                      { onSuccess: run => go(paths.authorityRun(run.run_id)) },
                    )
                  }
                >
                  {t.carry(f.count(effect.titles - effect.not_yours))}
                </Button>
              </div>
            </>
          )}
        </Read>
      ) : (
        <div className="k-line k-line-end">
          <Button onClick={() => setLooking(true)}>{t.look}</Button>
        </div>
      )}
    </Spine>
  )
}
