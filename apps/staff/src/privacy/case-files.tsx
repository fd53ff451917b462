import { readCaseFile } from '@kaft/contract/rights-handling'
import { type CaseDetail, readCase } from '@kaft/contract/rights'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { newCommandId } from '../base/command-id.ts'
import { useFormats } from '../base/format.ts'
import { useDo } from '../base/hooks.ts'
import { useTexts } from '../base/language.ts'
import { saveFile } from '../base/save-file.ts'
import { Failed } from '../base/states.tsx'
import { caseTexts } from './texts/cases.ts'

/** What was made for the person, and a copy of a card until it was looked at. Each fetch stands in the log. */
export const CaseFiles = ({ one }: { one: CaseDetail }): ReactNode => {
  const t = useTexts(caseTexts)
  const f = useFormats()
  const fetch = useDo(readCaseFile, [readCase])
  if (one.files.length === 0) return null
  return (
    <Spine panel className="k-stack">
      <h2 className="k-text-md k-strong">{t.files.title}</h2>
      {fetch.error !== null && <Failed error={fetch.error} />}
      <ul className="k-stack" style={{ paddingLeft: 0, listStyle: 'none' }}>
        {one.files.map(file => (
          <li key={file.file_id} className="k-line k-line-between">
            <span>
              {file.name.endsWith('.pdf') && file.kind === 'report' ? t.files.pdf : t.files.kinds[file.kind]}
              <br />
              <span className="k-quiet">
                {file.name} · {t.files.until(f.dayShort(file.until))} · {t.files.fetched(file.fetched)}
              </span>
            </span>
            <Button
              size="compact-sm"
              loading={fetch.isPending}
              aria-label={`${t.files.fetch}: ${file.name}`}
              onClick={() =>
                fetch.mutate(
                  {
                    params: { case_id: one.case_id, file_id: file.file_id },
                    body: { command_id: newCommandId() },
                  },
                  { onSuccess: saveFile },
                )
              }
            >
              {t.files.fetch}
            </Button>
          </li>
        ))}
      </ul>
    </Spine>
  )
}
