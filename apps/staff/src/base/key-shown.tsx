import { Button } from '@mantine/core'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import type { ReactNode } from 'react'
import css from './key-shown.module.css'
import { useTexts } from './language.ts'
import { tell } from './tell.ts'
import { baseTexts } from './texts.ts'

/** A key that was just made: shown once, until somebody says that they have it. */
export const KeyShown = ({
  title,
  secret,
  how,
  close,
}: {
  title: string
  secret: string
  /** What whoever gets the key does with it. */
  how: string
  close: () => void
}): ReactNode => {
  const t = useTexts(baseTexts)
  const copy = (): void => void navigator.clipboard.writeText(secret).then(() => tell(t.copied))
  return (
    <Spine state="ok" soft panel className="k-stack" role="status">
      <StateWord state="ok">{title}</StateWord>
      <p className={css['secret']}>
        <code>{secret}</code>
      </p>
      <p className="k-quiet k-prose">{how}</p>
      <div className="k-line">
        <Button onClick={copy}>{t.copy}</Button>
        <Button onClick={close}>{t.keyHave}</Button>
      </div>
    </Spine>
  )
}
