import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readConfig, StartError } from './config.ts'

const mail = { KAFT_MAIL_FROM: 'bib@example.be' }
const says = (env: Record<string, string>): string => {
  try {
    readConfig(env, '/srv/kaft')
    return ''
  } catch (error) {
    assert.ok(error instanceof StartError)
    return error.message
  }
}

describe('P51 a host outside has to be declared, in the EEA, with its agreement', () => {
  const smtp = { ...mail, KAFT_SMTP_URL: 'smtps://name:word@mail.example.com:465' }
  test('a host that is not declared stops the start, and the sentence names it and nothing secret', () => {
    const said = says(smtp)
    assert.match(said, /^Kaft start niet\. KAFT_SMTP_URL wijst naar mail\.example\.com/)
    assert.match(said, /KAFT_EU_HOSTS/)
    assert.doesNotMatch(said, /word/)
  })
  test('declared in a country of the EEA it starts; elsewhere it does not', () => {
    assert.equal(says({ ...smtp, KAFT_EU_HOSTS: 'mail.example.com=BE:VO-2026-3' }), '')
    assert.equal(
      says({ ...smtp, KAFT_EU_HOSTS: 'a.example=NO:VO-1; Mail.Example.com=DE:Overeenkomst van 3 mei' }),
      '',
    )
    assert.match(
      says({ ...smtp, KAFT_EU_HOSTS: 'mail.example.com=US:VO-2026-3' }),
      /mail\.example\.com in US/,
    )
    assert.match(says({ ...smtp, KAFT_EU_HOSTS: 'mail.example.com=CH:VO-2026-3' }), /Economische Ruimte/)
  })
  test('a declaration without country or agreement is none', () => {
    for (const wrong of [
      'mail.example.com',
      'mail.example.com=BE',
      'mail.example.com=BE:',
      '=BE:VO',
      'a b=BE:VO',
    ])
      assert.match(
        says({ ...smtp, KAFT_EU_HOSTS: wrong }),
        /KAFT_EU_HOSTS must be host=country:agreement/,
        wrong,
      )
  })
  test('what stands on this machine needs none', () => {
    for (const host of ['localhost', '127.0.0.1', '127.1.2.3', '[::1]', 'post.localhost'])
      assert.equal(says({ ...mail, KAFT_SMTP_URL: `smtp://${host}:25` }), '', host)
    assert.equal(says({ DATABASE_URL: 'postgresql:///kaft?host=/run/postgresql' }), '')
    assert.match(says({ ...mail, KAFT_SMTP_URL: 'smtp://localhost.example.com' }), /localhost\.example\.com/)
    assert.match(
      says({ ...mail, KAFT_SMTP_URL: 'smtp://127.0.0.1.example.com' }),
      /127\.0\.0\.1\.example\.com/,
    )
  })
  test('every setting that names a host is looked at, and all are told at once', () => {
    const said = says({
      ...smtp,
      DATABASE_URL: 'postgresql://db.example.com/kaft',
      KAFT_MAGDA_URL: 'https://magda.example.com/x',
      KAFT_MAGDA_SENDER: 'x',
      KAFT_MAGDA_CAPACITY: '1',
      KAFT_UITPAS_URL: 'https://uitpas.example.com',
      KAFT_UITPAS_KEY: 'x',
      KAFT_OIDC_URL: 'https://oidc.example.com',
      KAFT_OIDC_CLIENT: 'x',
      KAFT_OIDC_SECRET: '/run/secret',
      KAFT_FEED_HOSTS: 'feeds.example.com,oai.example.com:8080',
    })
    for (const host of ['db', 'mail', 'magda', 'uitpas', 'oidc', 'feeds', 'oai'])
      assert.match(said, new RegExp(`${host}\\.example\\.com, en die host`), host)
  })
})
