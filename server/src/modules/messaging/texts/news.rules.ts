import type { Language } from './language.rules.ts'

export interface News {
  readonly subject: string
  readonly body: string
  readonly language: Language
  readonly library: string
  /** Where a click says: no more. */
  readonly link: string
}

/** Under each mail, apart from the news itself (AVG art. 21(4); WER XII.13): why you get it, and how it ends. */
const feet: Readonly<Record<Language, (library: string, link: string) => readonly string[]>> = {
  nl: (library, link) => [
    `Je krijgt dit nieuws omdat je ervoor koos bij ${library}. Geen nieuws meer? Je mag altijd bezwaar maken, zonder reden:`,
    link,
    'Berichten over wat je leent of reserveert, blijf je krijgen.',
  ],
  fr: (library, link) => [
    `Vous recevez ces nouvelles parce que vous l'avez choisi auprès de ${library}. Plus de nouvelles ? Vous pouvez toujours vous y opposer, sans motif :`,
    link,
    'Les messages sur vos emprunts et réservations continuent.',
  ],
  en: (library, link) => [
    `You get this news because you chose to at ${library}. No more news? You may always object, without a reason:`,
    link,
    'You still get messages about what you borrow or reserve.',
  ],
  de: (library, link) => [
    `Sie erhalten diese Nachrichten, weil Sie das bei ${library} so gewählt haben. Keine Nachrichten mehr? Sie können jederzeit ohne Grund widersprechen:`,
    link,
    'Mitteilungen über Ausleihen und Vormerkungen erhalten Sie weiterhin.',
  ],
}

/** The text of the library as it wrote it, and below it what the law asks in the language of the reader. */
export const newsMail = ({ body, language, library, link }: News): string =>
  [body, '--', library, ...feet[language](library, link)].join('\n\n')
