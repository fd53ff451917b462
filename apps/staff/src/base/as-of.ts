import { dayOf, formatsIn } from './format.ts'
import { language, textsNow } from './language.ts'
import { baseTexts } from './texts.ts'

/** "Stand van maandag 30 november, 11.55 uur": two lists on paper are told apart by it, and an old one is seen to be old. */
export const asOfNow = (): string => {
  const f = formatsIn(language.get())
  return textsNow(baseTexts).asOf(f.dayLong(dayOf()), f.time(Date.now()))
}
