import { scan } from '@kaft/contract/circulation'
import { placeHold } from '@kaft/contract/holds'
import type { TitleHit } from '@kaft/contract/cataloguing'
import { Button, Checkbox } from '@mantine/core'
import { StateWord } from '@kaft/ui/spine.tsx'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useGo } from '../base/address.ts'
import { Allowed } from '../base/allowed.tsx'
import { currentPatron } from '../base/desk-door.ts'
import { inLanguage } from '../base/in-language.ts'
import { kindName } from '../base/kinds.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { paths } from '../base/paths.ts'
import { Row } from '../base/rows.tsx'
import { useSession } from '../base/session.ts'
import { useStore } from '../base/store.ts'
import css from './catalogue.module.css'
import type { Where } from './filters.model.ts'
import { Thumb } from './covers/cover.tsx'
import { lendTitle } from './lend.tsx'
import { openReserve } from './reserve-panel.tsx'
import { catalogueTexts } from './texts/index.ts'
import { searchTexts } from './texts/search.ts'

const Stock = ({ hit, where }: { hit: TitleHit; where: Where }): ReactNode => {
  const t = useTexts(catalogueTexts)
  const session = useSession()
  if (hit.items === 0) return <span className="k-quiet">{t.notHere}</span>
  const name = where === 'branch' ? session.branch_name : session.library_name
  const text = t.inBranch(name, hit.available, hit.items)
  if (hit.available === 0) return <span className={css['stock']}>{text}</span>
  return (
    <span className={css['stock']}>
      <StateWord state="ok" size={16}>
        {text}
      </StateWord>
    </span>
  )
}

/** One title of the list. `R` and `L` press its buttons. */
export const HitRow = ({
  hit,
  where,
  chosen,
  choose,
}: {
  hit: TitleHit
  where: Where
  chosen: boolean
  choose: (on: boolean) => void
}): ReactNode => {
  const s = useTexts(searchTexts)
  const t = useTexts(catalogueTexts)
  const lang = useLanguage()
  const go = useGo()
  const session = useSession()
  const patron = useStore(currentPatron)
  const facts = [hit.author, kindName(hit.material, lang), hit.year, hit.series].filter(Boolean)
  return (
    <Row>
      <span className={css['hit']}>
        <Checkbox
          size="xs"
          aria-label={s.choose(hit.title)}
          checked={chosen}
          onChange={event => choose(event.currentTarget.checked)}
        />
        <Thumb title_id={hit.title_id} />
        <span className={css['what']}>
          <Link
            to={paths.title(hit.title_id)}
            data-act="open"
            className="k-strong"
            {...inLanguage(hit.language)}
          >
            {hit.title}
          </Link>
          <span className="k-quiet"> · {facts.join(' · ')}</span>
          {hit.editions > 1 && (
            <>
              {' · '}
              <Link to={paths.title(hit.title_id)} hash="uitgaven">
                {s.editions(hit.editions)}
              </Link>
            </>
          )}
        </span>
      </span>
      <Stock hit={hit} where={where} />
      <span className="k-quiet">{[hit.shelf, hit.call_number].filter(Boolean).join(' ')}</span>
      <span>
        {hit.waiting > 0 && (
          <StateWord state="hold" size={16}>
            {t.waiting(hit.waiting)}
          </StateWord>
        )}
      </span>
      <span className="k-line">
        <Allowed op={placeHold}>
          <Button size="compact-sm" data-act="reserve" onClick={() => openReserve({ ...hit, patron })}>
            {t.reserve}
          </Button>
        </Allowed>
        {patron !== null && hit.available > 0 && (
          <Allowed op={scan}>
            <Button size="compact-sm" data-act="lend" onClick={() => lendTitle(hit.title_id, session, go)}>
              {t.lend}
            </Button>
          </Allowed>
        )}
      </span>
    </Row>
  )
}
