import type { MessageKind } from '@kaft/contract'
import type { Language } from './language.rules.ts'
import { type LibraryNotice, libraryNotices } from './libraries.rules.ts'
import { notice } from './notice.rules.ts'
import type { About, Words } from './words.rules.ts'

/** Messages that are about no title. */
export type Notice =
  | LibraryNotice
  | Extract<
      MessageKind,
      'moved_in' | 'online_confirm' | 'online_reminder' | 'statement' | 'breach' | 'reader_link'
    >

/** What somebody wrote about this very case, paragraph by paragraph. */
const told = (a: About): string[] => a.details.split(/\n{2,}/).filter(part => part.trim() !== '')

/**
 * What a reader is told once, in plain words: who has which data from where, what for, and what they may ask
 * (art. 14 GDPR); and, before it begins, that other libraries will recognise them.
 */
export const notices: Record<Language, Record<Notice, Words>> = {
  nl: {
    online_confirm: notice(
      a => `Bevestig je inschrijving bij ${a.library}`,
      a => [
        a.child === ''
          ? `Iemand vulde op de website van ${a.library} een inschrijving in met dit e-mailadres. Was jij dat? Bevestig dan je adres. Dat kan tot ${a.day}.`
          : `Iemand schreef op de website van ${a.library} een kind in met dit e-mailadres. Was jij dat? Bevestig dan je adres, en dat je als ouder of voogd toestemt. Dat kan tot ${a.day}.`,
        ...(a.link === '' ? [] : [a.link]),
        `De code is ${a.code}.`,
      ],
      ['Was jij dat niet? Dan hoef je niets te doen. Na die dag is alles gewist.'],
    ),
    online_reminder: notice(
      a => `Kom langs bij ${a.library} om je inschrijving af te ronden`,
      a => [
        `Je schreef je online in bij ${a.library}. Je kan nog niet lenen: daarvoor kom je één keer langs met je identiteitskaart. Dat duurt minder dan een minuut.`,
        `Kom je niet voor of op ${a.day}, dan wissen we je inschrijving en al je gegevens. Meer berichten krijg je hierover niet.`,
      ],
      ['Wil je niet meer lid worden? Dan hoef je niets te doen.'],
    ),
    moved_in: notice(
      a => `${a.library} werkt met een nieuw systeem`,
      a => [
        `${a.library} is overgestapt op een ander bibliotheeksysteem. Je gegevens komen uit het vorige systeem: je naam, je adres, hoe we je bereiken, je kaart en lidmaatschap, wat je geleend en gereserveerd hebt en wat nog openstaat.`,
        'We gebruiken ze om uit te lenen, zoals vroeger. Wat we daarvoor niet nodig hebben, is niet meegekomen. Wat je vroeger leende, kwam enkel mee als je dat zelf zo gekozen had.',
      ],
      [
        'Je mag je gegevens inkijken, laten verbeteren of laten wissen. Vraag het aan de balie, of aan de functionaris voor gegevensbescherming van je stad of gemeente.',
      ],
    ),
    ...libraryNotices.nl,
    reader_link: notice(
      a => `Kies je wachtwoord bij ${a.library}`,
      a => [
        `Met deze link kies je een wachtwoord voor je eigen pagina bij ${a.library}. De link werkt één keer, tot ${a.day}.`,
        a.link,
      ],
      [
        'Vroeg je dit niet? Dan hoef je niets te doen: zonder deze link verandert er niets. Geef de link aan niemand.',
      ],
    ),
    statement: notice(
      a => `Een nieuwe privacyverklaring bij ${a.library}`,
      a => [
        `Vanaf ${a.day} geldt een nieuwe privacyverklaring. Ze zegt wat ${a.library} met je gegevens doet.`,
        ...told(a),
      ],
      ['Je leest ze aan de balie of op de website. Tegen nieuws en campagnes kan je altijd bezwaar maken.'],
    ),
    breach: notice(
      a => `Een datalek bij ${a.library}: wat dit voor jou betekent`,
      a => ['Er was een datalek waarbij ook gegevens van jou betrokken zijn.', ...told(a)],
      [
        'Heb je vragen of wil je een klacht indienen? Schrijf naar de functionaris voor gegevensbescherming. Je kan ook terecht bij de Vlaamse Toezichtcommissie en de Gegevensbeschermingsautoriteit.',
      ],
    ),
  },
  en: {
    online_confirm: notice(
      a => `Confirm your registration at ${a.library}`,
      a => [
        a.child === ''
          ? `Somebody registered on the website of ${a.library} with this e-mail address. Was it you? Then confirm your address. You can until ${a.day}.`
          : `Somebody registered a child on the website of ${a.library} with this e-mail address. Was it you? Then confirm your address, and that you consent as a parent or guardian. You can until ${a.day}.`,
        ...(a.link === '' ? [] : [a.link]),
        `The code is ${a.code}.`,
      ],
      ['Was it not you? Then you need not do anything. After that day everything is erased.'],
    ),
    online_reminder: notice(
      a => `Come by at ${a.library} to finish your registration`,
      a => [
        `You registered online at ${a.library}. You cannot borrow yet: for that you come by once with your identity card. It takes less than a minute.`,
        `If you do not come by ${a.day}, we erase your registration and all your data. You get no other message about this.`,
      ],
      ['Do you no longer want to be a member? Then you need not do anything.'],
    ),
    moved_in: notice(
      a => `${a.library} works with a new system`,
      a => [
        `${a.library} has moved to another library system. Your data come from the former one: your name and address, how we reach you, your card and membership, what you have borrowed and reserved, and what is still open.`,
        'We use them to lend, as before. What we do not need for that did not come along. What you borrowed in the past came along only if you had chosen so.',
      ],
      [
        'You may see your data, have them corrected or erased. Ask at the desk, or ask the data protection officer of your town.',
      ],
    ),
    ...libraryNotices.en,
    reader_link: notice(
      a => `Choose your password at ${a.library}`,
      a => [
        `With this link you choose a password for your own page at ${a.library}. The link works once, until ${a.day}.`,
        a.link,
      ],
      [
        'Did you not ask for this? Then you need not do anything: without this link nothing changes. Give the link to nobody.',
      ],
    ),
    statement: notice(
      a => `A new privacy statement at ${a.library}`,
      a => [
        `From ${a.day} on a new privacy statement holds. It says what ${a.library} does with your data.`,
        ...told(a),
      ],
      ['You can read it at the desk or on the website. You may always object to news and campaigns.'],
    ),
    breach: notice(
      a => `A data breach at ${a.library}: what it means for you`,
      a => ['There was a data breach that reached data of yours as well.', ...told(a)],
      [
        'Questions, or a complaint? Write to the data protection officer. You can also turn to the supervisory authorities (Vlaamse Toezichtcommissie, Gegevensbeschermingsautoriteit).',
      ],
    ),
  },
  fr: {
    online_confirm: notice(
      a => `Confirmez votre inscription à ${a.library}`,
      a => [
        a.child === ''
          ? `Quelqu'un a rempli une inscription sur le site de ${a.library} avec cette adresse e-mail. Était-ce vous ? Confirmez alors votre adresse. C'est possible jusqu'au ${a.day}.`
          : `Quelqu'un a inscrit un enfant sur le site de ${a.library} avec cette adresse e-mail. Était-ce vous ? Confirmez alors votre adresse, et votre accord comme parent ou tuteur. C'est possible jusqu'au ${a.day}.`,
        ...(a.link === '' ? [] : [a.link]),
        `Le code est ${a.code}.`,
      ],
      ["Ce n'était pas vous ? Vous n'avez rien à faire. Après ce jour, tout est effacé."],
    ),
    online_reminder: notice(
      a => `Passez à ${a.library} pour terminer votre inscription`,
      a => [
        `Vous vous êtes inscrit en ligne à ${a.library}. Vous ne pouvez pas encore emprunter : pour cela, passez une fois avec votre carte d'identité. Cela prend moins d'une minute.`,
        `Si vous ne passez pas au plus tard le ${a.day}, nous effaçons votre inscription et toutes vos données. Vous ne recevrez pas d'autre message à ce sujet.`,
      ],
      ["Vous ne souhaitez plus devenir membre ? Vous n'avez rien à faire."],
    ),
    moved_in: notice(
      a => `${a.library} utilise un nouveau système`,
      a => [
        `${a.library} est passée à un autre système de bibliothèque. Vos données viennent du précédent : votre nom, votre adresse, vos coordonnées, votre carte et votre abonnement, vos prêts et réservations, et ce qui reste à payer.`,
        "Nous les utilisons pour le prêt, comme avant. Ce qui n'est pas nécessaire n'a pas été repris. Vos anciens prêts n'ont été repris que si vous l'aviez choisi.",
      ],
      [
        "Vous pouvez consulter vos données, les faire corriger ou effacer. Demandez-le à l'accueil, ou au délégué à la protection des données de votre commune.",
      ],
    ),
    ...libraryNotices.fr,
    reader_link: notice(
      a => `Choisissez votre mot de passe chez ${a.library}`,
      a => [
        `Avec ce lien, vous choisissez un mot de passe pour votre page chez ${a.library}. Le lien fonctionne une seule fois, jusqu'à ${a.day}.`,
        a.link,
      ],
      [
        "Vous n'avez rien demandé ? Vous n'avez rien à faire : sans ce lien, rien ne change. Ne donnez ce lien à personne.",
      ],
    ),
    statement: notice(
      a => `Une nouvelle déclaration de confidentialité à ${a.library}`,
      a => [
        `À partir du ${a.day}, une nouvelle déclaration de confidentialité s’applique. Elle dit ce que ${a.library} fait de vos données.`,
        ...told(a),
      ],
      [
        'Vous pouvez la lire à l’accueil ou sur le site. Vous pouvez toujours vous opposer aux nouvelles et campagnes.',
      ],
    ),
    breach: notice(
      a => `Une fuite de données à ${a.library} : ce que cela signifie pour vous`,
      a => ['Une fuite de données a aussi touché des données qui vous concernent.', ...told(a)],
      [
        'Des questions ou une plainte ? Écrivez au délégué à la protection des données, ou adressez-vous à l’Autorité de protection des données.',
      ],
    ),
  },
  de: {
    online_confirm: notice(
      a => `Bestätigen Sie Ihre Anmeldung bei ${a.library}`,
      a => [
        a.child === ''
          ? `Jemand hat sich auf der Website von ${a.library} mit dieser E-Mail-Adresse angemeldet. Waren Sie das? Dann bestätigen Sie Ihre Adresse. Das geht bis ${a.day}.`
          : `Jemand hat auf der Website von ${a.library} mit dieser E-Mail-Adresse ein Kind angemeldet. Waren Sie das? Dann bestätigen Sie Ihre Adresse, und dass Sie als Elternteil oder Vormund zustimmen. Das geht bis ${a.day}.`,
        ...(a.link === '' ? [] : [a.link]),
        `Der Code ist ${a.code}.`,
      ],
      ['Waren Sie das nicht? Dann brauchen Sie nichts zu tun. Nach diesem Tag ist alles gelöscht.'],
    ),
    online_reminder: notice(
      a => `Kommen Sie zu ${a.library}, um Ihre Anmeldung abzuschließen`,
      a => [
        `Sie haben sich online bei ${a.library} angemeldet. Sie können noch nicht ausleihen: Kommen Sie dafür einmal mit Ihrem Ausweis vorbei. Es dauert weniger als eine Minute.`,
        `Kommen Sie nicht bis ${a.day}, löschen wir Ihre Anmeldung und alle Ihre Daten. Weitere Nachrichten dazu erhalten Sie nicht.`,
      ],
      ['Möchten Sie nicht mehr Mitglied werden? Dann brauchen Sie nichts zu tun.'],
    ),
    moved_in: notice(
      a => `${a.library} arbeitet mit einem neuen System`,
      a => [
        `${a.library} ist auf ein anderes Bibliothekssystem umgestiegen. Ihre Daten stammen aus dem vorigen: Name und Anschrift, wie wir Sie erreichen, Karte und Mitgliedschaft, Ihre Ausleihen und Vormerkungen und was noch offen ist.`,
        'Wir verwenden sie für die Ausleihe, wie bisher. Was wir dafür nicht brauchen, kam nicht mit. Frühere Ausleihen kamen nur mit, wenn Sie das so gewählt hatten.',
      ],
      [
        'Sie dürfen Ihre Daten einsehen, berichtigen oder löschen lassen. Fragen Sie an der Theke oder die Datenschutzbeauftragten Ihrer Gemeinde.',
      ],
    ),
    ...libraryNotices.de,
    reader_link: notice(
      a => `Wählen Sie Ihr Passwort bei ${a.library}`,
      a => [
        `Mit diesem Link wählen Sie ein Passwort für Ihre eigene Seite bei ${a.library}. Der Link gilt einmal, bis ${a.day}.`,
        a.link,
      ],
      [
        'Haben Sie das nicht angefordert? Dann brauchen Sie nichts zu tun: Ohne diesen Link ändert sich nichts. Geben Sie ihn niemandem.',
      ],
    ),
    statement: notice(
      a => `Eine neue Datenschutzerklärung bei ${a.library}`,
      a => [
        `Ab ${a.day} gilt eine neue Datenschutzerklärung. Sie sagt, was ${a.library} mit Ihren Daten tut.`,
        ...told(a),
      ],
      [
        'Sie können sie an der Theke oder auf der Website lesen. Gegen Neuigkeiten und Kampagnen können Sie jederzeit Widerspruch einlegen.',
      ],
    ),
    breach: notice(
      a => `Eine Datenpanne bei ${a.library}: was das für Sie bedeutet`,
      a => ['Es gab eine Datenpanne, die auch Daten von Ihnen betrifft.', ...told(a)],
      [
        'Fragen oder eine Beschwerde? Schreiben Sie der oder dem Datenschutzbeauftragten oder wenden Sie sich an die Aufsichtsbehörde.',
      ],
    ),
  },
}
