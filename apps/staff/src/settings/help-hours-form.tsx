import { changeCentralSetting, readCentralSettings } from '@kaft/contract/central-settings'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import { baseTexts } from '../base/texts.ts'
import { centralTexts } from './texts/central.ts'

/** As many as a day has. */
const choices = Array.from({ length: 24 }, (_, no) => String(no + 1))

/** How long somebody from outside may look at a library at most. */
export const HelpHoursForm = ({ hours }: { hours: number }): ReactNode => {
  const t = useTexts(centralTexts)
  const b = useTexts(baseTexts)
  const [most, setMost] = useState(String(hours))
  const change = useDo(changeCentralSetting, [readCentralSettings])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    change.mutate(
      { params: { key: 'help.most_hours' }, body: { command_id: newCommandId(), value: Number(most) } },
      { onSuccess: () => tell(t.saved) },
    )
  }
  return (
    <form onSubmit={submit} noValidate>
      <Spine panel className="k-stack">
        <h2 className="k-text-md k-strong">{t.help}</h2>
        <p className="k-prose">{t.helpAbout}</p>
        {change.error !== null && <Failed error={change.error} />}
        <NativeSelect
          label={t.helpHours}
          value={most}
          data={choices}
          onChange={event => setMost(event.currentTarget.value)}
        />
        <div className="k-line k-line-end">
          <Button type="submit" variant="filled" loading={change.isPending}>
            {b.save}
          </Button>
        </div>
      </Spine>
    </form>
  )
}
