import { Button } from '@mantine/core'
import { Spine, StateWord } from '@kaft/ui/spine.tsx'
import { type ReactNode, useEffect, useState } from 'react'
import { useLanguage, useTexts } from './language.ts'
import { useOnline } from './online.ts'
import { ProblemError } from './problem.ts'
import { problemText } from './problem-text.ts'
import { baseTexts } from './texts.ts'

/** "Bezig met laden…", but only once loading takes long enough to notice. */
export const Loading = (): ReactNode => {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300)
    return () => clearTimeout(timer)
  }, [])
  const t = useTexts(baseTexts)
  return (
    <p className="k-quiet" role="status" data-loading>
      {late ? t.loading : ''}
    </p>
  )
}

/** An empty list: one sentence and at most one button. */
export const Empty = ({ children, action }: { children: ReactNode; action?: ReactNode }): ReactNode => (
  <div className="k-empty">
    <p className="k-quiet">{children}</p>
    {action}
  </div>
)

/** What cannot be done while the line is gone, said where it would be done. */
export const NeedsLine = ({ children }: { children: ReactNode }): ReactNode => {
  const online = useOnline()
  if (online) return null
  return (
    <Spine state="offline" soft panel role="status">
      <StateWord state="offline">{children}</StateWord>
    </Spine>
  )
}

/** The number for the helpdesk, last and small, with a button that copies it. */
export const Incident = ({ code }: { code: string }): ReactNode => {
  const t = useTexts(baseTexts)
  const [copied, setCopied] = useState(false)
  const copy = (): void => {
    void navigator.clipboard.writeText(code).then(() => setCopied(true))
  }
  return (
    <span className="k-text-xs k-quiet">
      {t.incident(code)}{' '}
      <button type="button" className="k-quiet-link" onClick={copy}>
        {copied ? t.copied : t.copy}
      </button>
    </span>
  )
}

/** What went wrong, in words, with "Opnieuw" where trying again makes sense. */
export const Failed = ({ error, again }: { error: unknown; again?: () => void }): ReactNode => {
  const t = useTexts(baseTexts)
  const lang = useLanguage()
  const { text, incident } = problemText(error, lang)
  const faults = error instanceof ProblemError ? (error.problem.faults ?? []) : []
  return (
    <Spine state="stop" soft panel role="alert">
      <div className="k-line">
        <StateWord state="stop">{text}</StateWord>
        {again !== undefined && (
          <Button size="compact-sm" onClick={again}>
            {t.again}
          </Button>
        )}
        {incident !== null && <Incident code={incident} />}
      </div>
      {faults.length > 0 && (
        <ul>
          {faults.map(fault => (
            <li key={`${fault.at} ${fault.says}`}>
              {fault.at}: {fault.says}
            </li>
          ))}
        </ul>
      )}
    </Spine>
  )
}

/** The state of a reading: loading, failed or here. Children get the answer. */
export const Read = <T,>({
  of,
  children,
}: {
  of: { data: T | undefined; error: Error | null; refetch: () => unknown }
  children: (data: T) => ReactNode
}): ReactNode => {
  if (of.data !== undefined) return children(of.data)
  if (of.error !== null) return <Failed error={of.error} again={() => of.refetch()} />
  return <Loading />
}
