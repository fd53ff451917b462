import { FORMATS, type FormatFault } from '@kaft/marc'
import { StateWord } from '@kaft/ui/spine.tsx'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useLanguage, useTexts } from '../../base/language.ts'
import { authorityTexts } from '../authorities/texts.ts'
import { isLinked, takenOver } from './heading.model.ts'
import { LookList, useLook } from './heading-look.tsx'
import { spotsOf } from './spots.ts'
import { FixedFields } from './fixed-fields.tsx'
import { type Line, markAt, PART } from './line.model.ts'
import css from './record.module.css'
import { recordTexts } from './texts.ts'
import type { Editor } from './use-editor.ts'

const Faults = ({
  of,
  withTag = false,
}: {
  of: readonly FormatFault[] | undefined
  withTag?: boolean
}): ReactNode => {
  const t = useTexts(recordTexts)
  if (!of || of.length === 0) return null
  return (
    <ul className={css['faults']}>
      {of.map(f => (
        <li key={`${f.code} ${f.about} ${f.tag}`}>
          <StateWord state={f.weight} size={16}>
            {withTag ? `${f.tag} ` : ''}
            {t.faults[f.code]?.(f.about) ?? f.code}
          </StateWord>
        </li>
      ))}
    </ul>
  )
}

/**
 * `$` stands on each keyboard and the mark of a subfield on none. The field itself takes the mark, with the caret behind it, and tells of it as
 * of any typing: whoever types fast has the code in the field before the next frame.
 */
function typePart(event: KeyboardEvent<HTMLTextAreaElement>): void {
  const field = event.currentTarget
  const { selectionStart, selectionEnd: to, value } = field
  event.preventDefault()
  const from = markAt(value, selectionStart)
  const gap = from > 0 && value[from - 1] !== ' ' ? ' ' : ''
  field.setRangeText(`${gap}${PART}`, from, to, 'end')
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

const useLineKeys = (editor: Editor, line: Line) => (event: KeyboardEvent) => {
  const { key } = line
  if (event.key === 'Enter' && !event.ctrlKey) {
    event.preventDefault()
    editor.add(key)
  } else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
    event.preventDefault()
    editor.move(key, event.key === 'ArrowUp' ? -1 : 1)
  } else if (event.altKey && event.key === 'Delete') {
    event.preventDefault()
    editor.remove(key)
  }
}

interface RowOf {
  readonly editor: Editor
  readonly line: Line
  readonly n: number
  readonly readOnly: boolean
}

const Indicators = ({ editor, line, n, readOnly }: RowOf): ReactNode => {
  const t = useTexts(recordTexts)
  if (line.tag.startsWith('00')) return null
  return ([1, 2] as const).map(which => (
    <input
      key={which}
      className={css['ind']}
      aria-label={t.ind(n, which)}
      value={which === 1 ? line.ind1 : line.ind2}
      maxLength={1}
      readOnly={readOnly}
      onChange={event => editor.set(line.key, { [`ind${which}`]: event.currentTarget.value })}
    />
  ))
}

const Text = ({ editor, line, n, readOnly }: RowOf): ReactNode => {
  const t = useTexts(recordTexts)
  const put = (text: string): void => editor.set(line.key, { text })
  const look = useLook(line, hit => editor.set(line.key, takenOver(line, hit)))
  const looks = look.open && !readOnly
  return (
    <>
      <textarea
        className={css['text']}
        data-part="text"
        aria-label={t.text(n)}
        value={line.text}
        rows={1}
        spellCheck={false}
        readOnly={readOnly}
        role={looks ? 'combobox' : undefined}
        aria-expanded={looks ? true : undefined}
        aria-controls={looks ? look.listId : undefined}
        aria-activedescendant={looks && look.at >= 0 ? `${look.listId}-${look.at}` : undefined}
        onChange={event => {
          put(event.currentTarget.value.replace(/\n/g, ' '))
          look.typed()
        }}
        onBlur={look.close}
        onFocus={event => {
          // In a field that is still blank the typing goes on behind the mark.
          const { value } = event.currentTarget
          if (value === `${PART}a `) event.currentTarget.setSelectionRange(value.length, value.length)
        }}
        onKeyDown={event => {
          if (look.onKey(event)) return
          if (event.key === '$' && !line.tag.startsWith('00') && !readOnly) typePart(event)
        }}
      />
      {!readOnly && <LookList look={look} />}
    </>
  )
}

const Row = (of: RowOf): ReactNode => {
  const { editor, line, n, readOnly } = of
  const t = useTexts(recordTexts)
  const lang = useLanguage()
  const { look } = useTexts(authorityTexts)
  const keys = useLineKeys(editor, line)
  const [open, setOpen] = useState(false)
  const spots = spotsOf(editor.format)
  const isFixed = line.tag === '008' && spots.fixed.length > 0
  return (
    <tr data-line={line.key} onKeyDown={readOnly ? undefined : keys}>
      <td>
        <input
          className={css['tag']}
          data-part="tag"
          aria-label={t.tag(n)}
          value={line.tag}
          maxLength={3}
          readOnly={readOnly}
          list="record-tags"
          onChange={event => editor.set(line.key, { tag: event.currentTarget.value })}
        />
      </td>
      <td className={css['inds']}>
        <Indicators {...of} />
      </td>
      <td>
        <Text {...of} />
        {open && isFixed && (
          <FixedFields
            spots={spots.fixed}
            text={line.text}
            whole={spots.whole}
            onChange={text => editor.set(line.key, { text })}
          />
        )}
      </td>
      <td className={css['about']}>
        <span className="k-quiet">{FORMATS[editor.format].fields[line.tag]?.[lang] ?? ''}</span>{' '}
        {isLinked(line) && (
          <StateWord state="ok" size={16}>
            {look.linked}
          </StateWord>
        )}
        {isFixed && !readOnly && (
          <button type="button" className="k-quiet-link" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t.fill}
          </button>
        )}
        <Faults of={editor.faults.get(line.key)} />
      </td>
      <td>
        {!readOnly && (
          <button
            type="button"
            className="k-cross"
            aria-label={t.remove(line.tag)}
            onClick={() => editor.remove(line.key)}
          >
            ×
          </button>
        )}
      </td>
    </tr>
  )
}

/** The record as lines: a field each, with what the format says of it beside it. */
export const Lines = ({ editor, readOnly }: { editor: Editor; readOnly: boolean }): ReactNode => {
  const t = useTexts(recordTexts)
  const lang = useLanguage()
  const [open, setOpen] = useState(false)
  const { fields } = FORMATS[editor.format]
  const { leader } = spotsOf(editor.format)
  return (
    <>
      <datalist id="record-tags">
        {Object.entries(fields).map(([tag, f]) => (
          <option key={tag} value={tag}>
            {f[lang]}
          </option>
        ))}
      </datalist>
      <div className={css['scroll']}>
        <table className={css['lines']}>
          <thead>
            <tr>
              <th scope="col">{t.heads.tag}</th>
              <th scope="col">{t.heads.ind}</th>
              <th scope="col">{t.heads.text}</th>
              <th scope="col">{t.heads.about}</th>
              <td />
            </tr>
          </thead>
          <tbody ref={editor.list}>
            <tr>
              <td>
                <span className={css['tag']}>LDR</span>
              </td>
              <td />
              <td>
                <input
                  className={css['text']}
                  aria-label={t.leader}
                  value={editor.draft.leader}
                  maxLength={24}
                  readOnly={readOnly}
                  onChange={event => editor.setLeader(event.currentTarget.value)}
                />
                {open && (
                  <FixedFields
                    spots={leader}
                    text={editor.draft.leader}
                    whole={24}
                    onChange={editor.setLeader}
                  />
                )}
              </td>
              <td className={css['about']}>
                <span className="k-quiet">{t.leader}</span>{' '}
                {!readOnly && leader.length > 0 && (
                  <button
                    type="button"
                    className="k-quiet-link"
                    aria-expanded={open}
                    onClick={() => setOpen(!open)}
                  >
                    {t.fill}
                  </button>
                )}
                <Faults of={editor.faults.get(-1)} withTag />
              </td>
              <td />
            </tr>
            {editor.draft.lines.map((line, i) => (
              <Row key={line.key} editor={editor} line={line} n={i + 1} readOnly={readOnly} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
