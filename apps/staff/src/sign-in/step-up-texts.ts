import { defineTexts } from '../base/language.ts'

export const stepUpTexts = defineTexts(
  {
    title: 'Bewijs dat jij het bent',
    about: 'Voor ruime rechten vraagt Kaft een tweede stap. Je werk blijft open.',
    code: 'Code van je app (6 cijfers)',
    recovery: 'Herstelcode',
    recoveryHint: 'Eén van de tien codes die je bewaarde. Ze werkt één keer.',
    useRecovery: 'Ik heb mijn telefoon niet bij me',
    useApp: 'Toch met de app',
    key: 'Gebruik je beveiligingssleutel',
    keyFailed: 'De sleutel gaf geen antwoord. Probeer opnieuw, of kies een andere manier.',
    go: 'Bevestig de code',
    later: 'Later',
    laterAbout: 'Uitlenen en innemen kan ook zonder.',
    proven: 'Bevestigd. Je kan verder.',
    missing: 'Eerst een tweede stap instellen',
    missingAbout:
      'Deze rechten vragen een tweede stap naast je wachtwoord: een app op je telefoon of een beveiligingssleutel. Instellen duurt twee minuten.',
    set: 'Stel in bij Mijn account',
    fill: 'Vul de code in.',
  },
  {
    title: 'Prove that it is you',
    about: 'For broad rights Kaft asks a second step. Your work stays open.',
    code: 'Code of your app (6 digits)',
    recovery: 'Recovery code',
    recoveryHint: 'One of the ten codes that you kept. It works once.',
    useRecovery: 'I do not have my phone with me',
    useApp: 'With the app after all',
    key: 'Use your security key',
    keyFailed: 'The key gave no answer. Try again, or choose another way.',
    go: 'Confirm the code',
    later: 'Later',
    laterAbout: 'Lending and taking back work without it.',
    proven: 'Confirmed. You can go on.',
    missing: 'First set up a second step',
    missingAbout:
      'These rights ask a second step beside your password: an app on your phone, or a security key. It takes two minutes to set up.',
    set: 'Set up under My account',
    fill: 'Fill in the code.',
  },
)
