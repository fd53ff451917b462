import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTexts } from '../base/language.ts'
import { Layer } from '../base/layer.tsx'
import { printNow } from '../base/print.tsx'
import { baseTexts } from '../base/texts.ts'
import css from './account.module.css'
import { accountTexts } from './texts.ts'

const List = ({ codes }: { codes: readonly string[] }): ReactNode => (
  <ul className={css['codes']}>
    {codes.map(code => (
      <li key={code}>{code}</li>
    ))}
  </ul>
)

/** The codes, once. Only who says that they are kept goes on: nothing else closes it. */
export const RecoveryCodes = ({
  codes,
  close,
}: {
  codes: readonly string[]
  close: () => void
}): ReactNode => {
  const t = useTexts(accountTexts)
  const b = useTexts(baseTexts)
  const [copied, setCopied] = useState(false)
  const print = (): void =>
    printNow({
      paper: 'page',
      title: t.codes,
      body: (
        <article>
          <h1>{t.codes}</h1>
          <p>{t.codesAbout}</p>
          <List codes={codes} />
        </article>
      ),
    })
  const copy = (): void => void navigator.clipboard.writeText(codes.join('\n')).then(() => setCopied(true))
  return (
    <Layer title={t.codes}>
      <p className="k-prose">{t.codesAbout}</p>
      <List codes={codes} />
      <div className="k-line k-line-end">
        <Button onClick={copy}>{copied ? b.copied : t.codesCopy}</Button>
        <Button onClick={print}>{t.codesPrint}</Button>
        <Button variant="filled" onClick={close}>
          {t.codesKept}
        </Button>
      </div>
    </Layer>
  )
}
