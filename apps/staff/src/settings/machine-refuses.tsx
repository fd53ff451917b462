import { Checkbox } from '@mantine/core'
import type { ReactNode } from 'react'
import { kindCodes, kindName } from '../base/kinds.ts'
import { useLanguage } from '../base/language.ts'
import css from './settings.module.css'

/** Materials that a machine leaves to the desk. */
export const MachineRefuses = ({
  legend,
  chosen,
  put,
}: {
  legend: string
  chosen: readonly string[]
  put: (codes: string[]) => void
}): ReactNode => {
  const lang = useLanguage()
  return (
    <fieldset className={css['fieldset']}>
      <legend className="k-quiet">{legend}</legend>
      <div className="k-line">
        {[...new Set([...kindCodes, ...chosen])].map(code => (
          <Checkbox
            key={code}
            label={kindName(code, lang)}
            checked={chosen.includes(code)}
            onChange={event =>
              put(event.currentTarget.checked ? [...chosen, code] : chosen.filter(one => one !== code))
            }
          />
        ))}
      </div>
    </fieldset>
  )
}
