import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTexts } from '../base/language.ts'
import { Empty } from '../base/states.tsx'
import { shellTexts } from './texts.ts'

export const NotHere = (): ReactNode => {
  const t = useTexts(shellTexts)
  const go = useNavigate()
  return <Empty action={<Button onClick={() => void go({ to: '/' })}>{t.toStart}</Button>}>{t.notHere}</Empty>
}
