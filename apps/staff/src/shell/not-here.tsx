import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useGo } from '../base/address.ts'
import { useTexts } from '../base/language.ts'
import { Empty } from '../base/states.tsx'
import { shellTexts } from './texts.ts'

export const NotHere = (): ReactNode => {
  const t = useTexts(shellTexts)
  const go = useGo()
  return <Empty action={<Button onClick={() => go('/')}>{t.toStart}</Button>}>{t.notHere}</Empty>
}
