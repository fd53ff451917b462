import { type OpenLoans, previewOpenLoans } from '@kaft/contract/regulations'
import { Spine } from '@kaft/ui/spine.tsx'
import { Radio } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormats } from '../../base/format.ts'
import { useRead } from '../../base/hooks.ts'
import { kindName } from '../../base/kinds.ts'
import { useLanguage, useTexts } from '../../base/language.ts'
import { Read } from '../../base/states.tsx'
import { versionTexts } from './texts.ts'

const Preview = ({ version_id, open_loans }: { version_id: string; open_loans: OpenLoans }): ReactNode => {
  const t = useTexts(versionTexts)
  const f = useFormats()
  const lang = useLanguage()
  const read = useRead(previewOpenLoans, { params: { version_id }, query: { open_loans } })
  return (
    <Read of={read}>
      {seen => (
        <Spine state="move" className="k-stack">
          <p className="k-strong">
            {t.openPreview(f.count(seen.loans), f.count(seen.later), f.count(seen.earlier))}
          </p>
          {seen.shifts.length > 0 && (
            <ul>
              {seen.shifts.slice(0, 8).map(({ item_type, days, loans }) => (
                <li key={`${item_type} ${days}`}>
                  {t.openShift(
                    f.count(loans),
                    kindName(item_type, lang),
                    days > 0 ? t.shiftLater(days) : t.shiftEarlier(-days),
                  )}
                </li>
              ))}
            </ul>
          )}
        </Spine>
      )}
    </Read>
  )
}

const choices: readonly OpenLoans[] = ['keep', 'longer', 'all']

/** What an activation does to loans that are open; what would change is shown before anything is. */
export const OpenLoansChoice = ({
  version_id,
  value,
  set,
}: {
  version_id: string
  value: OpenLoans
  set: (value: OpenLoans) => void
}): ReactNode => {
  const t = useTexts(versionTexts)
  return (
    <>
      <Radio.Group label={t.openLoans} value={value} onChange={set}>
        <div className="k-stack">
          {choices.map(one => (
            <Radio key={one} value={one} label={t.openChoices[one]} />
          ))}
        </div>
      </Radio.Group>
      {value !== 'keep' && <Preview version_id={version_id} open_loans={value} />}
    </>
  )
}
