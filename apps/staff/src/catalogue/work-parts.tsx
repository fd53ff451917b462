import type { Title } from '@kaft/contract/cataloguing'
import { placeHold } from '@kaft/contract/holds'
import { type Edition, editionsOfTitle, seriesOfTitle, setEditionWork } from '@kaft/contract/works'
import { languageName } from '@kaft/contract/texts/languages'
import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Allowed } from '../base/allowed.tsx'
import { newCommandId } from '../base/command-id.ts'
import { currentPatron } from '../base/desk-door.ts'
import { useDo, useRead } from '../base/hooks.ts'
import { inLanguage } from '../base/in-language.ts'
import { kindName } from '../base/kinds.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { Failed } from '../base/states.tsx'
import { useStore } from '../base/store.ts'
import { Heads, TableBox } from '../base/table-box.tsx'
import { tell } from '../base/tell.ts'
import { To } from '../base/to.tsx'
import { JoinEdition } from './join-edition.tsx'
import { openReserve } from './reserve-panel.tsx'
import { catalogueTexts } from './texts/index.ts'

/** One reservation takes no more titles; those of this language and form come first. */
const MOST_IN_HOLD = 19

/** Editions that a reader of this one would take as well: in its language and its form. */
const alike = (title: Title, editions: readonly Edition[]): readonly Edition[] =>
  editions
    .filter(e => e.language === title.language && e.material === title.material && e.items + e.elsewhere > 0)
    .slice(0, MOST_IN_HOLD)

const useWork = (title_id: string) => {
  const t = useTexts(catalogueTexts).editions
  const set = useDo(setEditionWork, [editionsOfTitle])
  const act = (what: 'split' | 'undo'): void =>
    set.mutate(
      { params: { title_id }, body: { command_id: newCommandId(), act: what, with_title_id: null } },
      { onSuccess: () => tell(what === 'split' ? t.wasSplit : t.wasUndone) },
    )
  return { act, error: set.error, pending: set.isPending }
}

const Row = ({ edition }: { edition: Edition }): ReactNode => {
  const t = useTexts(catalogueTexts)
  const lang = useLanguage()
  const { title_id, title, year, material, language, publisher, items, available, elsewhere } = edition
  return (
    <tr>
      <th scope="row">
        <To to={paths.title(title_id)} {...inLanguage(language)}>
          {title}
        </To>
      </th>
      <td>
        {[kindName(material, lang), language === null ? null : languageName(language, lang)]
          .filter(Boolean)
          .join(', ')}
      </td>
      <td className="k-number">{year}</td>
      <td>{publisher}</td>
      <td>
        {items > 0
          ? t.ofAll(available, items)
          : elsewhere > 0
            ? t.editions.elsewhere(elsewhere)
            : t.editions.nowhere}
      </td>
    </tr>
  )
}

/** The other editions of this work, what of them stands here, and a reservation that any of them fills. */
export const Editions = ({ title }: { title: Title }): ReactNode => {
  const t = useTexts(catalogueTexts).editions
  const patron = useStore(currentPatron)
  const [joining, setJoining] = useState(false)
  const { title_id } = title
  const read = useRead(editionsOfTitle, { params: { title_id } })
  const { act, error, pending } = useWork(title_id)
  if (read.data === undefined) return null
  const { rows, chosen } = read.data
  const any = alike(title, rows)
  const also = any.map(e => ({
    title_id: e.title_id,
    label: [e.title, e.publisher, e.year].filter(Boolean).join(' · '),
  }))
  return (
    <section className="k-stack" id="uitgaven">
      {rows.length > 0 && (
        <>
          <div className="k-line k-line-between">
            <h2 className="k-text-lg k-strong">{t.title(rows.length)}</h2>
            {any.length > 0 && (
              <Allowed op={placeHold}>
                <Button onClick={() => openReserve({ title_id, title: title.title, patron, also })}>
                  {t.reserveAny(any.length + 1)}
                </Button>
              </Allowed>
            )}
          </div>
          <TableBox label={t.title(rows.length)}>
            <Heads names={t.heads} />
            <tbody>
              {rows.map(edition => (
                <Row key={edition.title_id} edition={edition} />
              ))}
            </tbody>
          </TableBox>
        </>
      )}
      {error !== null && <Failed error={error} />}
      <Allowed op={setEditionWork}>
        <div className="k-line">
          {chosen && <span className="k-quiet">{t.chosen}</span>}
          {rows.length > 0 && (
            <Button size="compact-sm" loading={pending} onClick={() => act('split')}>
              {t.split}
            </Button>
          )}
          <Button size="compact-sm" onClick={() => setJoining(!joining)}>
            {t.join}
          </Button>
          {chosen && (
            <Button size="compact-sm" loading={pending} onClick={() => act('undo')}>
              {t.undo}
            </Button>
          )}
        </div>
      </Allowed>
      {joining && <JoinEdition title={title} close={() => setJoining(false)} />}
    </section>
  )
}

/** The series of a title, each with the volume before it and the one behind it. */
export const InSeries = ({ title_id }: { title_id: string }): ReactNode => {
  const t = useTexts(catalogueTexts).inSeries
  const read = useRead(seriesOfTitle, { params: { title_id } })
  return read.data?.rows.map(s => (
    <p key={s.key} className="k-line">
      <To to={paths.series(s.name)}>{t.of(s.name, s.volume)}</To>
      {s.previous !== null && <To to={paths.title(s.previous.title_id)}>{t.previous(s.previous.title)}</To>}
      {s.next !== null && <To to={paths.title(s.next.title_id)}>{t.next(s.next.title)}</To>}
    </p>
  ))
}
