import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useGo } from '../base/address.ts'
import { useTexts } from '../base/language.ts'
import { Page } from '../base/page.tsx'
import { Empty } from '../base/states.tsx'
import { shellTexts } from './texts.ts'

export const NotHere = (): ReactNode => {
  const t = useTexts(shellTexts)
  const go = useGo()
  return (
    <Page title={t.notHere}>
      <Empty action={<Button onClick={() => go('/')}>{t.toStart}</Button>}>{t.notHereWhy}</Empty>
    </Page>
  )
}
