import { recordReports, reportRecord, withdrawReport } from '@kaft/contract/catalogue-records'
import { Button, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { call } from '../../base/api.ts'
import { newCommandId } from '../../base/command-id.ts'
import { useDo } from '../../base/hooks.ts'
import { Layer } from '../../base/layer.tsx'
import { textsNow, useTexts } from '../../base/language.ts'
import { Failed } from '../../base/states.tsx'
import { offerWayBack } from '../../base/undo.ts'
import { recordTexts } from './texts.ts'

/** Tells who keeps a description what is wrong in it; closing it throws nothing away but what was typed here. */
export const ReportLayer = ({ title_id, onClose }: { title_id: string; onClose: () => void }): ReactNode => {
  const { reports: t } = useTexts(recordTexts)
  const [says, setSays] = useState('')
  const [field, setField] = useState('')
  const [tried, setTried] = useState(false)
  const report = useDo(reportRecord, [recordReports])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (says.trim() === '') return
    const body = {
      command_id: newCommandId(),
      says: says.trim(),
      field: /^\d{3}$/.test(field.trim()) ? field.trim() : null,
    }
    report.mutate(
      { params: { title_id }, body },
      {
        onSuccess: ({ report_id }) => {
          offerWayBack(t.sent, [recordReports], async () => {
            await call(withdrawReport, { params: { report_id }, body: { command_id: newCommandId() } })
            return textsNow(recordTexts).reports.withdrawn
          })
          onClose()
        },
      },
    )
  }
  return (
    <Layer title={t.report} onClose={onClose}>
      <form onSubmit={submit} noValidate className="k-stack">
        <Textarea
          label={t.says}
          value={says}
          maxLength={1000}
          autosize
          minRows={3}
          error={tried && says.trim() === '' ? t.needed : undefined}
          onChange={event => setSays(event.currentTarget.value)}
        />
        <TextInput
          label={t.field}
          value={field}
          maxLength={3}
          onChange={event => setField(event.currentTarget.value)}
        />
        {report.error !== null && <Failed error={report.error} />}
        <div className="k-line k-line-end">
          <Button type="submit" variant="filled" loading={report.isPending}>
            {t.send}
          </Button>
        </div>
      </form>
    </Layer>
  )
}
