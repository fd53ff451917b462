import type { Letter } from '@kaft/contract/messaging'
import { formatsIn } from '../base/format.ts'
import { inLanguage } from '../base/in-language.ts'
import { language, textsNow } from '../base/language.ts'
import { printNow } from '../base/print.tsx'
import css from './messages.module.css'
import { messageTexts } from './texts.ts'

const Sheet = ({ letter }: { letter: Letter }) => {
  const f = formatsIn(letter.language === 'nl' ? 'nl' : 'en')
  return (
    <article className={css['letter']} lang={letter.language}>
      <p className={css['sender']}>
        {letter.sender.map(line => (
          <span key={line}>{line}</span>
        ))}
      </p>
      <p className={css['window']}>
        {letter.address.map(line => (
          <span key={line}>{line}</span>
        ))}
      </p>
      <p>{f.dayYear(letter.on_day)}</p>
      <h1>{letter.subject}</h1>
      {letter.paragraphs.map(text => (
        <p key={text}>{text}</p>
      ))}
      <ul>
        {letter.lines.map((line, index) => (
          <li key={letter.message_ids[index] ?? line.title}>
            <strong {...inLanguage(line.language)}>{line.title}</strong>
            {line.says === '' ? '' : `: ${line.says}`}
          </li>
        ))}
      </ul>
      {letter.closing.map(text => (
        <p key={text}>{text}</p>
      ))}
    </article>
  )
}

/** Every letter on a page of its own, with the address where the window of the envelope is (C5/6, at the right). */
export const printLetters = (letters: readonly Letter[]): void =>
  printNow({
    paper: 'page',
    title: textsNow(messageTexts).print(letters.length),
    body: (
      <div lang={language.get()}>
        {letters.map(letter => (
          <Sheet key={letter.message_ids[0]} letter={letter} />
        ))}
      </div>
    ),
  })
