import type { MessageKind } from '@kaft/contract'
import type { Language } from './language.rules.ts'
import { notice } from './notice.rules.ts'
import type { Words } from './words.rules.ts'

/** Messages about libraries that join, part or become one. */
export type LibraryNotice = Extract<MessageKind, 'cooperation' | 'parting' | 'fused'>

/** Their data may be seen, corrected or erased: whom to ask (art. 13-17 GDPR). */
const rights: Record<Language, string> = {
  nl: 'Je mag je gegevens inkijken, laten verbeteren of laten wissen. Vraag het aan de balie, of aan de functionaris voor gegevensbescherming van je stad of gemeente.',
  en: 'You may see your data, have them corrected or erased. Ask at the desk, or ask the data protection officer of your town.',
  fr: "Vous pouvez consulter vos données, les faire corriger ou effacer. Demandez-le à l'accueil, ou au délégué à la protection des données de votre commune.",
  de: 'Sie dürfen Ihre Daten einsehen, berichtigen oder löschen lassen. Fragen Sie an der Theke oder die Datenschutzbeauftragten Ihrer Gemeinde.',
}

/** What readers are told when their library is going to work with others, no longer does, or becomes one with another. */
export const libraryNotices: Record<Language, Record<LibraryNotice, Words>> = {
  nl: {
    cooperation: notice(
      a => `${a.library} gaat samenwerken met andere bibliotheken`,
      a =>
        a.shares
          ? [
              `Vanaf ${a.day} werkt ${a.library} samen met ${a.partners}. Met je kaart kan je dan ook daar terecht.`,
              'Daarom kunnen de medewerkers van die bibliotheken vanaf dan zien wie je bent, wat je geleend en gereserveerd hebt en wat nog openstaat. Stopt de samenwerking, dan zien zij dat meteen niet meer.',
            ]
          : [
              `Vanaf ${a.day} werkt ${a.library} samen met ${a.partners}. Wie in een van deze bibliotheken lidgeld betaalde, betaalt in de andere niet opnieuw.`,
              'De medewerkers van die bibliotheken zien je gegevens niet. Schrijf je je daar in, dan horen zij enkel of je lidgeld betaald is.',
            ],
      [`Vragen? Je kan altijd terecht aan de balie. ${rights.nl}`],
    ),
    parting: notice(
      a => `${a.library} stopt met samenwerken`,
      a =>
        a.shares
          ? [
              `Tot en met ${a.day} werkt ${a.library} samen met ${a.partners}. Daarna geldt je kaart enkel nog bij ons.`,
              'De medewerkers van die bibliotheken zien je gegevens dan niet meer. Wat je daar leende, breng je gewoon terug: bij ons of bij hen. Wat daar voor je klaarligt, haal je best voor die dag af.',
            ]
          : [
              `Tot en met ${a.day} werkt ${a.library} samen met ${a.partners}. Daarna betaal je het lidgeld in elke bibliotheek apart.`,
            ],
      ['Vragen? Je kan altijd terecht aan de balie.'],
    ),
    fused: notice(
      a => `${a.partners} en ${a.library} zijn één bibliotheek`,
      a => [
        `Sinds ${a.day} is ${a.partners} één bibliotheek met ${a.library}. Je gegevens komen van ${a.partners}: je naam, je adres, hoe we je bereiken, je kaart en lidmaatschap, wat je geleend en gereserveerd hebt en wat nog openstaat.`,
        'Je kaart blijft werken, in alle vestigingen. Wat je nu thuis hebt, breng je terug op de dag die afgesproken was. Had je twee dossiers, dan geldt van je keuzes de strengste.',
      ],
      [rights.nl],
    ),
  },
  en: {
    cooperation: notice(
      a => `${a.library} is going to work with other libraries`,
      a =>
        a.shares
          ? [
              `From ${a.day} on ${a.library} works together with ${a.partners}. Your card will be welcome there as well.`,
              'From then on the staff of those libraries can see who you are, what you have borrowed and reserved and what is open. If the cooperation ends, they no longer can, at once.',
            ]
          : [
              `From ${a.day} on ${a.library} works together with ${a.partners}. Whoever paid the fee in one of these libraries does not pay again in another.`,
              'The staff of those libraries do not see your data. If you register there, they are told only whether your fee was paid.',
            ],
      [`Questions? Ask at the desk. ${rights.en}`],
    ),
    parting: notice(
      a => `${a.library} ends a cooperation`,
      a =>
        a.shares
          ? [
              `Until ${a.day} ${a.library} works together with ${a.partners}. After that your card is for our library only.`,
              'The staff of those libraries then no longer see your data. What you borrowed there you bring back to us or to them. Please collect before that day what lies ready for you there.',
            ]
          : [
              `Until ${a.day} ${a.library} works together with ${a.partners}. After that the fee is paid in each library apart.`,
            ],
      ['Questions? Ask at the desk.'],
    ),
    fused: notice(
      a => `${a.partners} and ${a.library} are one library`,
      a => [
        `Since ${a.day} ${a.partners} has been one library with ${a.library}. Your data come from ${a.partners}: your name and address, how we reach you, your card and membership, what you have borrowed and reserved, and what is open.`,
        'Your card goes on working, in every branch. What you have at home now is due on the day that was agreed. If you had two records, the stricter of your choices holds.',
      ],
      [rights.en],
    ),
  },
  fr: {
    cooperation: notice(
      a => `${a.library} va collaborer avec d'autres bibliothèques`,
      a =>
        a.shares
          ? [
              `À partir du ${a.day}, ${a.library} collabore avec ${a.partners}. Votre carte y sera acceptée.`,
              'Dès lors, le personnel de ces bibliothèques verra qui vous êtes, vos prêts et réservations et ce qui reste à payer. Si la collaboration prend fin, il ne le verra plus, immédiatement.',
            ]
          : [
              `À partir du ${a.day}, ${a.library} collabore avec ${a.partners}. Qui a payé sa cotisation dans l'une de ces bibliothèques ne la paie plus dans une autre.`,
              'Le personnel de ces bibliothèques ne voit pas vos données. Si vous vous y inscrivez, il apprend seulement si votre cotisation est payée.',
            ],
      [`Des questions ? Adressez-vous à l'accueil. ${rights.fr}`],
    ),
    parting: notice(
      a => `${a.library} met fin à une collaboration`,
      a =>
        a.shares
          ? [
              `Jusqu'au ${a.day} inclus, ${a.library} collabore avec ${a.partners}. Ensuite votre carte ne vaut plus que chez nous.`,
              'Le personnel de ces bibliothèques ne verra alors plus vos données. Ce que vous y avez emprunté, rapportez-le chez nous ou chez elles. Retirez avant ce jour ce qui vous y attend.',
            ]
          : [
              `Jusqu'au ${a.day} inclus, ${a.library} collabore avec ${a.partners}. Ensuite la cotisation se paie dans chaque bibliothèque.`,
            ],
      ["Des questions ? Adressez-vous à l'accueil."],
    ),
    fused: notice(
      a => `${a.partners} et ${a.library} ne font plus qu'une bibliothèque`,
      a => [
        `Depuis le ${a.day}, ${a.partners} et ${a.library} ne font plus qu'une bibliothèque. Vos données viennent de ${a.partners} : votre nom, votre adresse, vos coordonnées, votre carte et votre abonnement, vos prêts et réservations, et ce qui reste à payer.`,
        "Votre carte reste valable, dans toutes les implantations. Vos prêts gardent leur date de retour. Si vous aviez deux dossiers, c'est le choix le plus strict qui vaut.",
      ],
      [rights.fr],
    ),
  },
  de: {
    cooperation: notice(
      a => `${a.library} arbeitet künftig mit anderen Bibliotheken zusammen`,
      a =>
        a.shares
          ? [
              `Ab ${a.day} arbeitet ${a.library} mit ${a.partners} zusammen. Ihre Karte gilt dann auch dort.`,
              'Das Personal dieser Bibliotheken sieht ab dann, wer Sie sind, Ihre Ausleihen und Vormerkungen und was offen ist. Endet die Zusammenarbeit, sieht es das sofort nicht mehr.',
            ]
          : [
              `Ab ${a.day} arbeitet ${a.library} mit ${a.partners} zusammen. Wer in einer dieser Bibliotheken den Beitrag bezahlt hat, bezahlt ihn in der anderen nicht noch einmal.`,
              'Das Personal dieser Bibliotheken sieht Ihre Daten nicht. Melden Sie sich dort an, erfährt es nur, ob Ihr Beitrag bezahlt ist.',
            ],
      [`Fragen? Wenden Sie sich an die Theke. ${rights.de}`],
    ),
    parting: notice(
      a => `${a.library} beendet eine Zusammenarbeit`,
      a =>
        a.shares
          ? [
              `Bis ${a.day} arbeitet ${a.library} mit ${a.partners} zusammen. Danach gilt Ihre Karte nur noch bei uns.`,
              'Das Personal dieser Bibliotheken sieht Ihre Daten dann nicht mehr. Was Sie dort entliehen haben, bringen Sie zu uns oder dorthin zurück. Was dort für Sie bereitliegt, holen Sie bitte vorher ab.',
            ]
          : [
              `Bis ${a.day} arbeitet ${a.library} mit ${a.partners} zusammen. Danach bezahlt man den Beitrag in jeder Bibliothek einzeln.`,
            ],
      ['Fragen? Wenden Sie sich an die Theke.'],
    ),
    fused: notice(
      a => `${a.partners} und ${a.library} sind eine Bibliothek`,
      a => [
        `Seit ${a.day} ist ${a.partners} eine Bibliothek mit ${a.library}. Ihre Daten stammen von ${a.partners}: Name und Anschrift, wie wir Sie erreichen, Karte und Mitgliedschaft, Ihre Ausleihen und Vormerkungen und was offen ist.`,
        'Ihre Karte gilt weiter, in allen Zweigstellen. Was Sie entliehen haben, bringen Sie am vereinbarten Tag zurück. Hatten Sie zwei Datensätze, gilt die strengere Ihrer Wahlen.',
      ],
      [rights.de],
    ),
  },
}
