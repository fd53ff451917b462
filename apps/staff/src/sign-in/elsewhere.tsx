import { beginOidc, signInWays } from '@kaft/contract/sign-in-elsewhere'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useDo, useRead } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { Failed } from '../base/states.tsx'
import { readWorkstationKey } from '../base/workstation-key.ts'
import { elsewhereTexts } from './elsewhere-texts.ts'

/** The way over the provider, where this installation has one. */
export const SignInElsewhere = (): ReactNode => {
  const t = useTexts(elsewhereTexts)
  const ways = useRead(signInWays, {}, { fresh_ms: 10 * 60_000 })
  const begin = useDo(beginOidc)
  const name = ways.data?.elsewhere?.name
  if (name === undefined) return null
  const go = (): void => {
    const workstation_key = readWorkstationKey()
    begin.mutate(
      { body: workstation_key === null ? {} : { workstation_key } },
      { onSuccess: ({ url }) => location.assign(url) },
    )
  }
  return (
    <div className="k-stack">
      {begin.error !== null && <Failed error={begin.error} />}
      <Button variant="filled" loading={begin.isPending || begin.isSuccess} onClick={go}>
        {t.go(name)}
      </Button>
      <p className="k-quiet k-text-xs">{t.or}</p>
    </div>
  )
}
