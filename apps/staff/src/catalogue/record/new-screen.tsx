import { addRecord } from '@kaft/contract/catalogue-records'
import { searchTitles } from '@kaft/contract/cataloguing'
import { BOOK_LEADER, dataField, type MarcRecord } from '@kaft/marc'
import { Spine } from '@kaft/ui/spine.tsx'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import { useAsked, useGo } from '../../base/address.ts'
import { newCommandId } from '../../base/command-id.ts'
import { ErrorSummary } from '../../base/form.tsx'
import { dayOf } from '../../base/format.ts'
import { useDo } from '../../base/hooks.ts'
import { useLanguage, useTexts } from '../../base/language.ts'
import { Page } from '../../base/page.tsx'
import { paths } from '../../base/paths.ts'
import { tell } from '../../base/tell.ts'
import { CopyPanel } from './copying/copy-panel.tsx'
import { NotMade } from './copying/same-titles.tsx'
import { copyTexts } from './copying/texts.ts'
import { type Brief, type BriefFault, blankBrief, faultsOf, recordOfBrief } from './brief.model.ts'
import { blankFixed, FIXED_SPOTS } from './fixed.model.ts'
import { Lines } from './lines.tsx'
import css from './record.module.css'
import { Foot } from './editor-foot.tsx'
import { Tools, useEditorKeys } from './editor-tools.tsx'
import { recordTexts } from './texts.ts'
import { type FormatName, titleFormat, useEditor } from './use-editor.ts'

/** Makes the title, unless one that looks the same is here: then it is shown, and made beside it if it is another. */
const useMake = () => {
  const t = useTexts(recordTexts)
  const go = useGo()
  const make = useDo(addRecord, [searchTitles])
  // An item of it lies ready: whoever scanned it goes on with its barcode.
  const toItem = useAsked().has('exemplaar')
  const [beside, setBeside] = useState<readonly string[]>([])
  const send = (record: MarcRecord, format: FormatName, seen: readonly string[] = beside): void =>
    make.mutate(
      { body: { command_id: newCommandId(), format: titleFormat(format), record, beside: [...seen] } },
      {
        onSuccess: ({ title_id }) => {
          tell(t.made)
          go(toItem ? paths.addItems(title_id) : paths.title(title_id))
        },
      },
    )
  const sendBeside = (record: MarcRecord, format: FormatName, titles: readonly string[]): void => {
    const seen = [...new Set([...beside, ...titles])]
    setBeside(seen)
    send(record, format, seen)
  }
  return { send, sendBeside, error: make.error, pending: make.isPending }
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

/** What a full record begins with: what was typed, or what another catalogue has. */
interface Begun {
  readonly record: MarcRecord
  /** The other catalogue; null where nothing was taken over. */
  readonly from: string | null
}

const BriefFields = ({
  brief,
  set,
  errorOf,
}: {
  brief: Brief
  set: (brief: Brief) => void
  errorOf: (field: string) => string | undefined
}): ReactNode => {
  const { brief: t } = useTexts(recordTexts)
  const lang = useLanguage()
  const text = (field: 'title' | 'author' | 'isbn' | 'year' | 'publisher', wide = false): ReactNode => (
    <TextInput
      id={`brief-${field}`}
      className={wide ? (css['wide'] ?? '') : ''}
      label={t[field]}
      value={brief[field]}
      maxLength={field === 'title' ? 500 : 200}
      autoComplete="off"
      error={errorOf(field)}
      onChange={event => set({ ...brief, [field]: event.currentTarget.value })}
    />
  )
  const languages = FIXED_SPOTS.find(s => s.name === 'language')?.values ?? []
  return (
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
        onChange={event => set({ ...brief, kind: event.currentTarget.value })}
      />
      <NativeSelect
        label={t.language}
        value={brief.language}
        data={languages.map(([value, nl, en]) => ({ value, label: lang === 'nl' ? nl : en }))}
        onChange={event => set({ ...brief, language: event.currentTarget.value })}
      />
    </div>
  )
}

const BriefForm = ({ full }: { full: (begun: Begun) => void }): ReactNode => {
  const { brief: t } = useTexts(recordTexts)
  const c = useTexts(copyTexts)
  const asked = useAsked()
  const [brief, setBrief] = useState({
    ...blankBrief,
    title: asked.get('title') ?? '',
    isbn: asked.get('isbn') ?? '',
  })
  useEffect(() => document.getElementById('brief-title')?.focus(), [])
  const [turn, setTurn] = useState(0)
  const faultText = useFaultText()
  const { send, sendBeside, error, pending } = useMake()
  const [elsewhere, setElsewhere] = useState(false)
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
  return (
    <>
      <form onSubmit={submit} noValidate>
        <Spine panel className="k-stack">
          <p>{t.about}</p>
          {turn > 0 && (
            <ErrorSummary
              errors={faults.map(f => ({ id: `brief-${f.field}`, label: t[f.field], text: faultText(f) }))}
              turn={turn}
            />
          )}
          <BriefFields brief={brief} set={setBrief} errorOf={errorOf} />
          {error !== null && (
            <NotMade
              error={error}
              another={titles => sendBeside(recordOfBrief(brief, dayOf()), 'marc21', titles)}
            />
          )}
          <div className="k-line k-line-end">
            <Button onClick={() => setElsewhere(true)}>{c.open}</Button>
            <Button onClick={() => full({ record: begun(brief), from: null })}>{t.full}</Button>
            <Button type="submit" variant="filled" loading={pending}>
              {t.make}
            </Button>
          </div>
        </Spine>
      </form>
      {elsewhere && (
        <CopyPanel
          now={null}
          sought={{ isbn: brief.isbn, title: brief.title, author: brief.author }}
          onTake={(record, from) => full({ record, from })}
          onClose={() => setElsewhere(false)}
        />
      )}
    </>
  )
}

const begun = (brief: Brief): MarcRecord =>
  brief.title.trim() === ''
    ? {
        leader: BOOK_LEADER,
        fields: [{ tag: '008', value: blankFixed(dayOf()) }, dataField('245', '00', [['a', '']])],
      }
    : recordOfBrief(brief, dayOf())

const FullForm = ({ begun }: { begun: Begun }): ReactNode => {
  const t = useTexts(recordTexts)
  const c = useTexts(copyTexts)
  const editor = useEditor(begun.record, 'marc21')
  const { send, sendBeside, error, pending } = useMake()
  const save = (): void => {
    if (editor.stops === 0 && !pending) send(editor.record, editor.format)
  }
  useEditorKeys(editor, save, true)
  return (
    <>
      {begun.from !== null && <p role="status">{c.from(begun.from)}</p>}
      <Tools editor={editor} />
      <Lines editor={editor} readOnly={false} />
      <Foot
        editor={editor}
        failed={
          error !== null && (
            <NotMade error={error} another={titles => sendBeside(editor.record, editor.format, titles)} />
          )
        }
        keep={{ label: t.brief.make, pending, run: save }}
        about={t.help}
      />
    </>
  )
}

/** A title that is not here yet: a few fields for who is in a hurry, or a whole record. */
export const Screen = (): ReactNode => {
  const t = useTexts(recordTexts)
  const [full, setFull] = useState<Begun | null>(null)
  return (
    <Page title={t.fresh}>{full === null ? <BriefForm full={setFull} /> : <FullForm begun={full} />}</Page>
  )
}
