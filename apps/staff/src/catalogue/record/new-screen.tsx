import { addRecord } from '@kaft/contract/catalogue-records'
import { searchTitles } from '@kaft/contract/cataloguing'
import { BOOK_LEADER, dataField, type MarcRecord } from '@kaft/marc'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useGo } from '../../base/address.ts'
import { newCommandId } from '../../base/command-id.ts'
import { ErrorSummary } from '../../base/form.tsx'
import { dayOf } from '../../base/format.ts'
import { useDo } from '../../base/hooks.ts'
import { useLanguage, useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { Failed } from '../../base/states.tsx'
import { tell } from '../../base/tell.ts'
import { type Brief, type BriefFault, blankBrief, faultsOf, recordOfBrief } from './brief.model.ts'
import { blankFixed, FIXED_SPOTS } from './fixed.model.ts'
import { Lines } from './lines.tsx'
import css from './record.module.css'
import { Tools, useEditorKeys, Verdict } from './record-screen.tsx'
import { recordTexts } from './texts.ts'
import { type FormatName, useEditor } from './use-editor.ts'

const useMake = () => {
  const t = useTexts(recordTexts)
  const go = useGo()
  const make = useDo(addRecord, [searchTitles])
  const send = (record: MarcRecord, format: FormatName): void =>
    make.mutate(
      { body: { command_id: newCommandId(), format, record } },
      {
        onSuccess: ({ title_id }) => {
          tell(t.made)
          go(paths.title(title_id))
        },
      },
    )
  return { send, error: make.error, pending: make.isPending }
}

const useFaultText = () => {
  const { brief: t } = useTexts(recordTexts)
  return ({ field, expected }: BriefFault): string =>
    field === 'title'
      ? t.titleNeeded
      : field === 'year'
        ? t.yearWrong
        : expected === null
          ? t.isbnWrong
          : t.isbnDigit(expected)
}

const BriefForm = ({ full }: { full: (brief: Brief) => void }): ReactNode => {
  const { brief: t } = useTexts(recordTexts)
  const lang = useLanguage()
  const [brief, setBrief] = useState(blankBrief)
  const [turn, setTurn] = useState(0)
  const faultText = useFaultText()
  const { send, error, pending } = useMake()
  const faults = faultsOf(brief)
  const errorOf = (field: string): string | undefined => {
    const fault = turn > 0 ? faults.find(f => f.field === field) : undefined
    return fault && faultText(fault)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (faults.length > 0) return setTurn(turn + 1)
    send(recordOfBrief(brief, dayOf()), 'marc21')
  }
  const text = (field: 'title' | 'author' | 'isbn' | 'year' | 'publisher', wide = false): ReactNode => (
    <TextInput
      id={`brief-${field}`}
      className={wide ? (css['wide'] ?? '') : ''}
      label={t[field]}
      value={brief[field]}
      maxLength={field === 'title' ? 500 : 200}
      autoComplete="off"
      error={errorOf(field)}
      onChange={event => setBrief({ ...brief, [field]: event.currentTarget.value })}
    />
  )
  const languages = FIXED_SPOTS.find(s => s.name === 'language')?.values ?? []
  return (
    <form onSubmit={submit} noValidate>
      <Spine panel className="k-stack">
        <p>{t.about}</p>
        {turn > 0 && (
          <ErrorSummary
            errors={faults.map(f => ({ id: `brief-${f.field}`, label: t[f.field], text: faultText(f) }))}
            turn={turn}
          />
        )}
        <div className={css['form']}>
          {text('title', true)}
          {text('author')}
          {text('isbn')}
          {text('publisher')}
          {text('year')}
          <NativeSelect
            label={t.kind}
            value={brief.kind}
            data={Object.entries(t.kinds).map(([value, label]) => ({ value, label }))}
            onChange={event => setBrief({ ...brief, kind: event.currentTarget.value })}
          />
          <NativeSelect
            label={t.language}
            value={brief.language}
            data={languages.map(([value, nl, en]) => ({ value, label: lang === 'nl' ? nl : en }))}
            onChange={event => setBrief({ ...brief, language: event.currentTarget.value })}
          />
        </div>
        {error !== null && <Failed error={error} />}
        <div className="k-line k-line-end">
          <Button onClick={() => full(brief)}>{t.full}</Button>
          <Button type="submit" variant="filled" loading={pending}>
            {t.make}
          </Button>
        </div>
      </Spine>
    </form>
  )
}

const begun = (brief: Brief): MarcRecord =>
  brief.title.trim() === ''
    ? {
        leader: BOOK_LEADER,
        fields: [{ tag: '008', value: blankFixed(dayOf()) }, dataField('245', '00', [['a', '']])],
      }
    : recordOfBrief(brief, dayOf())

const FullForm = ({ brief }: { brief: Brief }): ReactNode => {
  const t = useTexts(recordTexts)
  const editor = useEditor(begun(brief), 'marc21')
  const { send, error, pending } = useMake()
  const save = (): void => {
    if (editor.stops === 0 && !pending) send(editor.record, editor.format)
  }
  useEditorKeys(editor, save, true)
  return (
    <>
      <Tools editor={editor} />
      <Lines editor={editor} readOnly={false} />
      <div className={css['foot']}>
        {error !== null && <Failed error={error} />}
        <div className="k-line k-line-between">
          <Verdict editor={editor} />
          <Button variant="filled" disabled={editor.stops > 0} loading={pending} onClick={save}>
            {t.brief.make} <kbd>Ctrl S</kbd>
          </Button>
        </div>
        <p className="k-text-xs k-quiet">{t.help}</p>
      </div>
    </>
  )
}

/** A title that is not here yet: a few fields for who is in a hurry, or a whole record. */
export const Screen = (): ReactNode => {
  const t = useTexts(recordTexts)
  const [full, setFull] = useState<Brief | null>(null)
  return (
    <Page title={t.fresh}>{full === null ? <BriefForm full={setFull} /> : <FullForm brief={full} />}</Page>
  )
}
