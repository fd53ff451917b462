import { useFormats } from '../base/format.ts'
import { useLanguage, useTexts } from '../base/language.ts'
import { useMembershipTypes, useSetting } from '../base/library-settings.ts'
import { useSession } from '../base/session.ts'
import { groupsIn } from './branch-groups.model.ts'
import type { RuleSpeech } from './regulation-words.model.ts'
import { settingsTexts } from './texts/index.ts'

/** What turns the codes of rules into the words of this library. */
export const useSpeech = (): RuleSpeech => {
  const t = useTexts(settingsTexts).regulation
  const f = useFormats()
  const lang = useLanguage()
  const { branches } = useSession()
  const types = useMembershipTypes()
  const groups = groupsIn(useSetting('circulation.branch_groups'))
  return {
    t,
    f,
    lang,
    branch: id => branches.find(one => one.branch_id === id)?.name ?? id,
    group: code => groups.find(one => one.group === code)?.name ?? code,
    membership: type => types?.find(one => one.type === type)?.name ?? type,
  }
}
