import { askMagda } from '@kaft/contract/magda'
import { type Patron, readPatron } from '@kaft/contract/patrons'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Allowed } from '../../base/allowed.tsx'
import { newCommandId } from '../../base/command-id.ts'
import { useDo } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Failed } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { registerTexts } from './register-texts.ts'

/** Asks the national register for the address now. Only where the record holds a number. */
export const AskMagda = ({ patron }: { patron: Patron }): ReactNode => {
  const t = useTexts(registerTexts)
  const ask = useDo(askMagda, [readPatron])
  const run = (): void =>
    ask.mutate(
      { params: { patron_id: patron.patron_id }, body: { command_id: newCommandId() } },
      {
        onSuccess: ({ outcome, replaced, deceased }) =>
          tell(
            [t.said[outcome], replaced ? t.replaced : '', deceased ? t.deceased : '']
              .filter(Boolean)
              .join(' '),
          ),
      },
    )
  return (
    <>
      {patron.address_protected && <p className="k-strong">{t.protected}</p>}
      {ask.error !== null && <Failed error={ask.error} />}
      {patron.asks_magda && patron.national_number_masked !== null && (
        <Allowed op={askMagda}>
          <div className="k-line">
            <Button size="compact-sm" loading={ask.isPending} onClick={run}>
              {t.ask}
            </Button>
          </div>
        </Allowed>
      )}
    </>
  )
}
