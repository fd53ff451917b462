import { chooseAutoRenew, type Patron, readPatron } from '@kaft/contract/patrons'
import { Spine } from '@kaft/ui/spine.tsx'
import { NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { useAllowed } from '../base/session.ts'
import { Failed } from '../base/states.tsx'
import { tell } from '../base/tell.ts'
import css from './patrons.module.css'
import { patronTexts } from './texts/index.ts'

type Choice = 'library' | 'yes' | 'no'
const choiceOf = (auto_renew: boolean | null): Choice =>
  auto_renew === null ? 'library' : auto_renew ? 'yes' : 'no'
const valueOf: Readonly<Record<Choice, boolean | null>> = { library: null, yes: true, no: false }

/** What the patron wants of automatic renewal. It is kept as soon as it is chosen, and changed back as easily. */
export const AutoRenew = ({ patron, own }: { patron: Patron; own: boolean }): ReactNode => {
  const t = useTexts(patronTexts)
  const may = useAllowed(chooseAutoRenew) && own
  const choose = useDo(chooseAutoRenew, [readPatron])
  const { patron_id } = patron
  return (
    <Spine panel className={css['block']}>
      <NativeSelect
        label={t.autoRenew.title}
        value={choiceOf(patron.auto_renew)}
        disabled={!may || choose.isPending}
        data={(['library', 'yes', 'no'] as const).map(value => ({ value, label: t.autoRenew[value] }))}
        onChange={event =>
          choose.mutate(
            {
              params: { patron_id },
              body: { command_id: newCommandId(), auto_renew: valueOf[event.currentTarget.value as Choice] },
            },
            { onSuccess: () => tell(t.autoRenew.kept) },
          )
        }
      />
      {choose.error !== null && <Failed error={choose.error} />}
    </Spine>
  )
}
