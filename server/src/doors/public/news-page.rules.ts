/** Colours of the tokens, in light and dark; nothing comes from another host. */
const STYLE = `:root{color-scheme:light dark;--c:#f6f5f2;--s:#fff;--i:#1c1b1a;--q:#57534e;--a:#1f4e8c;--t:#fff;--f:#0b57d0}
@media (prefers-color-scheme:dark){:root{--c:#141517;--s:#1d1f22;--i:#f1f0ee;--q:#bdb9b3;--a:#8ab6f0;--t:#0e1a2b;--f:#ffd54a}}
body{margin:0;background:var(--c);color:var(--i);font:1.125rem/1.55 system-ui,sans-serif}main{max-width:36rem;margin:0 auto;padding:2rem 1rem}
h1{font-size:1.875rem;line-height:1.25;margin:0 0 .75rem}.q{color:var(--q)}
button{font:inherit;min-height:48px;padding:.5rem 1.25rem;border:0;border-radius:6px;background:var(--a);color:var(--t);cursor:pointer}button:focus-visible{outline:3px solid var(--f);outline-offset:2px}`

const texts = {
  ask: {
    title: 'Geen nieuws meer van de bibliotheek',
    body: '<p>Je krijgt dan geen nieuws en geen campagnes meer. Berichten over wat je leent of reserveert, blijven komen.</p><form method="post"><button>Schrijf me uit</button></form><p class="q" lang="en">You will get no more news. Messages about your loans go on.</p>',
  },
  done: {
    title: 'Je bent uitgeschreven',
    body: '<p>Je krijgt geen nieuws meer van de bibliotheek. Berichten over wat je leent of reserveert, blijven komen.</p><p class="q">Wil je later weer nieuws? Vraag het aan de balie.</p><p class="q" lang="en">You are unsubscribed. Messages about your loans go on.</p>',
  },
  unknown: {
    title: 'Deze link werkt niet',
    body: '<p>Misschien is hij niet volledig gekopieerd. Antwoord op de mail, of vraag het aan de balie: dan krijg je geen nieuws meer.</p><p class="q" lang="en">This link does not work. Ask at the desk.</p>',
  },
} as const

/** What whoever follows the link of a mail sees: no name, no address, nothing of anybody. */
export const newsPage = (what: keyof typeof texts, nonce: string): string => `<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${texts[what].title}</title><style nonce="${nonce}">${STYLE}</style></head><body><main><h1>${texts[what].title}</h1>${texts[what].body}</main></body></html>
`
