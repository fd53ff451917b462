import { defineTexts } from '../base/language.ts'

export const accountTexts = defineTexts(
  {
    title: 'Mijn account',
    second: 'Tweede stap',
    state: {
      not_asked: 'Voor jouw rollen vraagt Kaft geen tweede stap. Je mag er wel een instellen.',
      proven: 'Bevestigd op deze werkplek, tot je afmeldt of iemand overneemt.',
      needed: 'Wordt gevraagd zodra je ruime rechten gebruikt.',
      missing: 'Jouw rollen vragen een tweede stap. Stel er nu een in.',
    },
    why: 'Met een gestolen wachtwoord alleen kan dan niemand accounts beheren, lijsten met leners maken of het logboek lezen.',
    none: 'Nog geen tweede stap.',
    heads: ['Naam', 'Soort', 'Toegevoegd', 'Laatst gebruikt'],
    kinds: { totp: 'app met codes', passkey: 'beveiligingssleutel' },
    notUsed: 'nog niet',
    remove: 'Neem weg',
    removeAbout: 'Je meldt je er dan niet meer mee aan. Terugnemen kan niet: je voegt het dan opnieuw toe.',
    removeOf: (name: string) => `Neem weg: ${name}`,
    removed: (name: string) => `${name} is weg.`,
    addApp: 'App op je telefoon toevoegen',
    addKey: 'Beveiligingssleutel toevoegen',
    noKeys: 'Deze browser kent geen beveiligingssleutels.',
    password: 'Je wachtwoord',
    passwordAbout: 'Zo weten we dat jij het bent die dit toevoegt.',
    showPassword: 'Toon het wachtwoord',
    next: 'Verder',
    scan: 'Scan deze code met een app zoals Aegis, FreeOTP of de wachtwoordenkluis van je bib.',
    qr: 'QR-code voor de app',
    type: 'Kan je niet scannen? Typ deze sleutel in de app:',
    name: 'Hoe noem je dit?',
    appName: 'Mijn telefoon',
    keyName: 'Mijn sleutel',
    code: 'De code die de app nu toont',
    confirm: 'Voeg toe',
    added: (name: string) => `${name} is toegevoegd.`,
    touch: 'Raak je sleutel aan als de browser het vraagt.',
    makeKey: 'Maak de sleutel aan',
    keyFailed: 'De sleutel gaf geen antwoord, of hoort al bij je account. Probeer opnieuw.',
    codes: 'Herstelcodes',
    codesAbout:
      'Bewaar deze codes op een veilige plek, niet bij je telefoon. Elke code werkt één keer. We tonen ze alleen nu.',
    codesLeft: (n: number) =>
      n === 0
        ? 'Je hebt geen herstelcodes meer. Maak nieuwe.'
        : `Je hebt nog ${n} ${n === 1 ? 'herstelcode' : 'herstelcodes'}.`,
    codesKept: 'Ik heb ze bewaard',
    codesPrint: 'Afdrukken',
    codesCopy: 'Kopieer',
    codesRenew: 'Maak nieuwe codes',
    codesRenewed: 'De vorige codes werken niet meer.',
    secrets: 'Wachtwoord en pincode',
    secretsWhy:
      'Maakte een beheerder je account? Kies dan zelf een wachtwoord en een pincode, dan kent niemand anders ze.',
    secretOf: { password: 'Wachtwoord wijzigen', pin: 'Pincode wijzigen' },
    now: 'Je huidige wachtwoord',
    fresh: { password: 'Nieuw wachtwoord', pin: 'Nieuwe pincode' },
    freshAbout: {
      password: 'Minstens 12 tekens: enkele woorden na elkaar zijn genoeg. Je wordt daarna elders afgemeld.',
      pin: '6 cijfers. Hiermee neem je op een werkplek over van een collega.',
    },
    again: 'Typ het nog eens',
    notAgain: 'Dit is niet hetzelfde.',
    tooShort: { password: 'Neem minstens 12 tekens.', pin: 'Een pincode heeft 6 cijfers.' },
    save: 'Bewaren',
    secretSaved: {
      password: (ended: number) =>
        ended === 0
          ? 'Je wachtwoord is gewijzigd.'
          : ended === 1
            ? 'Je wachtwoord is gewijzigd. Op 1 andere plaats ben je afgemeld.'
            : `Je wachtwoord is gewijzigd. Op ${ended} andere plaatsen ben je afgemeld.`,
      pin: () => 'Je pincode is gewijzigd.',
    },
    lost: 'Telefoon en codes kwijt? Een andere beheerder neemt je tweede stap weg. Daarna stel je een nieuwe in.',
  },
  {
    title: 'My account',
    second: 'Second step',
    state: {
      not_asked: 'Kaft asks no second step for your roles. You may set one up all the same.',
      proven: 'Confirmed at this workstation, until you sign out or somebody takes over.',
      needed: 'Will be asked as soon as you use broad rights.',
      missing: 'Your roles ask a second step. Set one up now.',
    },
    why: 'With a stolen password alone nobody can then manage accounts, make lists of patrons or read the log.',
    none: 'No second step yet.',
    heads: ['Name', 'Kind', 'Added', 'Last used'],
    kinds: { totp: 'app with codes', passkey: 'security key' },
    notUsed: 'not yet',
    remove: 'Take away',
    removeAbout: 'You no longer sign in with it. This cannot be undone: you would add it anew.',
    removeOf: name => `Take away: ${name}`,
    removed: name => `${name} is gone.`,
    addApp: 'Add an app on your phone',
    addKey: 'Add a security key',
    noKeys: 'This browser knows no security keys.',
    password: 'Your password',
    passwordAbout: 'So that we know that it is you who adds this.',
    showPassword: 'Show the password',
    next: 'Next',
    scan: 'Scan this code with an app such as Aegis, FreeOTP or the password manager of your library.',
    qr: 'QR code for the app',
    type: 'Cannot scan? Type this key in the app:',
    name: 'What do you call it?',
    appName: 'My phone',
    keyName: 'My key',
    code: 'The code that the app shows now',
    confirm: 'Add',
    added: name => `${name} was added.`,
    touch: 'Touch your key when the browser asks for it.',
    makeKey: 'Make the key',
    keyFailed: 'The key gave no answer, or belongs to your account already. Try again.',
    codes: 'Recovery codes',
    codesAbout:
      'Keep these codes in a safe place, not with your phone. Each works once. We show them only now.',
    codesLeft: n =>
      n === 0
        ? 'You have no recovery codes left. Make new ones.'
        : `You have ${n} recovery ${n === 1 ? 'code' : 'codes'} left.`,
    codesKept: 'I have kept them',
    codesPrint: 'Print',
    codesCopy: 'Copy',
    codesRenew: 'Make new codes',
    codesRenewed: 'The codes of before work no longer.',
    secrets: 'Password and PIN',
    secretsWhy:
      'Did an administrator make your account? Then choose a password and a PIN yourself, so that nobody else knows them.',
    secretOf: { password: 'Change the password', pin: 'Change the PIN' },
    now: 'Your password of now',
    fresh: { password: 'New password', pin: 'New PIN' },
    freshAbout: {
      password: 'At least 12 characters: a few words in a row will do. You are signed out elsewhere.',
      pin: '6 digits. With it you take over from a colleague at a workstation.',
    },
    again: 'Type it again',
    notAgain: 'This is not the same.',
    tooShort: { password: 'Take at least 12 characters.', pin: 'A PIN has 6 digits.' },
    save: 'Save',
    secretSaved: {
      password: ended =>
        ended === 0
          ? 'Your password was changed.'
          : `Your password was changed. You were signed out at ${ended} other ${ended === 1 ? 'place' : 'places'}.`,
      pin: () => 'Your PIN was changed.',
    },
    lost: 'Lost your phone and your codes? Another administrator takes your second step away. Then you set up a new one.',
  },
)
