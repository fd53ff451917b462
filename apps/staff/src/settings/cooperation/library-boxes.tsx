import { listBranches } from '@kaft/contract/organisation'
import { Checkbox } from '@mantine/core'
import type { ReactNode } from 'react'
import { useRead } from '../../base/hooks.ts'
import { useTexts } from '../../base/language.ts'
import { Loading } from '../../base/states.tsx'
import css from '../settings.module.css'
import { settingsTexts } from '../texts/index.ts'

/** The libraries that take part, each once. */
export const useLibraries = (): readonly { library_id: string; name: string }[] | undefined => {
  const rows = useRead(listBranches, {}, { fresh_ms: 300_000 }).data?.rows
  if (rows === undefined) return undefined
  const names = new Map(rows.map(row => [row.library_id, row.library_name]))
  return [...names].map(([library_id, name]) => ({ library_id, name }))
}

/** Which libraries; those that are in it already are not offered. */
export const LibraryBoxes = ({
  chosen,
  choose,
  without,
  error,
}: {
  chosen: readonly string[]
  choose: (ids: string[]) => void
  without: readonly string[]
  error: string | undefined
}): ReactNode => {
  const t = useTexts(settingsTexts)
  const libraries = useLibraries()
  if (libraries === undefined) return <Loading />
  return (
    <Checkbox.Group label={t.agreements.libraries} value={[...chosen]} onChange={choose} error={error}>
      <div className={css['form']}>
        {libraries
          .filter(one => !without.includes(one.library_id))
          .map(one => (
            <Checkbox key={one.library_id} value={one.library_id} label={one.name} />
          ))}
      </div>
    </Checkbox.Group>
  )
}
