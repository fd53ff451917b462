import { defineTexts } from '../base/language.ts'

export const elsewhereTexts = defineTexts(
  {
    go: (name: string) => `Aanmelden met ${name}`,
    or: 'of met je wachtwoord',
    coming: 'Je wordt aangemeld…',
    title: 'Aanmelden',
    again: 'Terug naar aanmelden',
    link: 'Koppel je account',
    linkAbout:
      'We weten wie je bent, maar nog niet welk account in Kaft van jou is. Vraag je beheerder om een uitnodiging en typ de code hier. Dit hoeft maar één keer.',
    invitation: 'Code van je uitnodiging',
    fill: 'Vul de code in.',
    linkNow: 'Koppel',
    invite: 'Nodig uit om te koppelen',
    inviteTitle: (name: string) => `Uitnodiging voor ${name}`,
    inviteAbout: (name: string) =>
      `Geef deze code zelf aan ${name}. Wie ze gebruikt, krijgt dit account. Ze werkt één keer en zeven dagen lang. We tonen ze alleen nu.`,
    copy: 'Kopieer',
    close: 'Ik heb ze doorgegeven',
    unlink: 'Ontkoppel',
    unlinked: (name: string) => `${name} is ontkoppeld en overal afgemeld.`,
    linked: 'gekoppeld',
  },
  {
    go: name => `Sign in with ${name}`,
    or: 'or with your password',
    coming: 'Signing you in…',
    title: 'Sign in',
    again: 'Back to sign in',
    link: 'Link your account',
    linkAbout:
      'We know who you are, but not yet which account in Kaft is yours. Ask your administrator for an invitation and type its code here. You need this only once.',
    invitation: 'Code of your invitation',
    fill: 'Fill in the code.',
    linkNow: 'Link',
    invite: 'Invite to link',
    inviteTitle: name => `Invitation for ${name}`,
    inviteAbout: name =>
      `Hand this code to ${name} yourself. Whoever uses it gets this account. It works once, for seven days. We show it only now.`,
    copy: 'Copy',
    close: 'I have passed it on',
    unlink: 'Unlink',
    unlinked: name => `${name} is unlinked and signed out everywhere.`,
    linked: 'linked',
  },
)
