import type { CrateTrip } from '@kaft/contract/crate'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { inLanguage } from '../base/in-language.ts'
import { useTexts } from '../base/language.ts'
import { printCrateLabel } from '../base/slips.tsx'
import type { ReturnMode } from './desk.state.ts'
import { deskTexts } from './texts/index.ts'

/** What was not in the crate that was emptied last: it may lie beside it, or never have left. */
const NotIn = ({ crate }: { crate: CrateTrip }): ReactNode => {
  const t = useTexts(deskTexts)
  if (crate.missing.length === 0) return null
  return (
    <Spine state="ask" soft panel className="k-stack">
      <StateWord state="ask">{t.crate.missing(crate.code, crate.missing.length)}</StateWord>
      <ul>
        {crate.missing.map(one => (
          <li key={one.item_id}>
            <span {...inLanguage(one.language)}>{one.title}</span> <code>{one.barcode}</code>
          </li>
        ))}
      </ul>
    </Spine>
  )
}

/** The crate at hand, for as long as it is filled or emptied here. */
export const CrateBand = ({ mode }: { mode: ReturnMode | null }): ReactNode => {
  const t = useTexts(deskTexts)
  if (mode === null) return null
  const { crate, emptied } = mode
  return (
    <>
      {emptied !== null && <NotIn crate={emptied} />}
      {crate !== null && (
        <Spine state="hold" soft panel className="k-line k-line-between">
          <div>
            <StateWord state="hold">
              {crate.state === 'open'
                ? t.crate.filling(crate.code, crate.to_branch, crate.items)
                : t.crate.emptying(crate.code, crate.from_branch, crate.unpacked, crate.items)}
            </StateWord>
            <p className="k-quiet">{crate.state === 'open' ? t.crate.fillHint : t.crate.emptyHint}</p>
          </div>
          {crate.state === 'open' && (
            <Button size="compact-sm" onClick={() => void printCrateLabel(crate.trip_id)}>
              {t.crate.label}
            </Button>
          )}
        </Spine>
      )}
    </>
  )
}
