import { type ClassChild, type ClassList, readClassList } from '@kaft/contract/class-lists'
import { announce } from '../base/announce.ts'
import { childName } from '../base/child-name.ts'
import { useRead } from '../base/hooks.ts'
import { textsNow } from '../base/language.ts'
import { queryClient } from '../base/query-client.ts'
import { allows, useSession } from '../base/session.ts'
import { childAfter } from './class-children.model.ts'
import type { Visit } from './desk.state.ts'
import { desk, happen } from './engine.ts'
import { deskTexts } from './texts/index.ts'

/** Whether the open card is that of a class or an institution, which has a list. */
export const hasList = (visit: Visit | null): boolean =>
  visit?.patron.card_type === 'class' || visit?.patron.card_type === 'institution'

/** The list of the open class card; nothing for every other card. */
export const useClassList = (visit: Visit | null): ClassList | undefined => {
  const session = useSession()
  const patron_id = visit?.patron.patron_id ?? '0'
  const enabled = hasList(visit) && allows(session, readClassList.leave)
  const read = useRead(readClassList, { params: { patron_id } }, { enabled, fresh_ms: 2000 })
  return enabled ? read.data : undefined
}
const nobody: readonly ClassChild[] = []
export const useChildren = (visit: Visit | null): readonly ClassChild[] =>
  useClassList(visit)?.children ?? nobody

/** The next items are for this child; null is the class itself. */
export const chooseChild = (child: ClassChild | null): void => {
  const patron_id = desk.get().visit?.patron.patron_id
  if (patron_id === undefined) return
  const t = textsNow(deskTexts).klas
  const name = child === null ? '' : childName(child)
  happen({
    type: 'child_chosen',
    child: child === null ? null : { patron_id, child_id: child.child_id, name },
  })
  announce(child === null ? t.chosenNone : t.chosen(name))
}

/** `Alt K`: the next child of the list that is on the screen. */
export const chooseNextChild = (): void => {
  const { visit, child } = desk.get()
  if (visit === null) return
  const ask = { params: { patron_id: visit.patron.patron_id } }
  const list = queryClient.getQueryData<ClassList>([readClassList.id, ask])
  const next = childAfter(list?.children ?? nobody, child)
  if (next !== undefined) chooseChild(next)
}
