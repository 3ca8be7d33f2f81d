import { describe, expect, it } from 'vitest'
import { hostsOf, trackingReason } from '../../../../src/ingest/poll/tracking-images.ts'

const OWN = hostsOf(['https://www.satu.example/', 'https://feed.satu.example/rss', undefined, 'no url'])
const reason = (url: string, said = {}) => trackingReason(url, said, OWN)
const FOREIGN = 'https://mail.example/a.png'

describe('an image of one pixel', () => {
  it.each([
    [{ width: '1' }],
    [{ height: '1' }],
    [{ width: '0', height: '0' }],
    [{ width: ' 1px ', height: '600' }],
    [{ width: 1 }],
    [{ width: '1.0' }],
    [{ style: 'display:block; width: 1px' }],
    [{ style: 'HEIGHT:0 !important;border:0' }],
    [{ style: 'max-width:1px' }],
  ])('An image with the attributes %j is of one pixel, on whichever host', (said) => {
    expect(reason(FOREIGN, said)).toBe('is of one pixel')
    expect(reason('https://satu.example/a.png', said)).toBe('is of one pixel')
  })

  it.each([
    [{}],
    [{ width: '10', height: '100' }],
    [{ width: '1em' }],
    [{ width: '1%' }],
    [{ width: '' }],
    [{ style: 'width:10px' }],
    [{ style: 'border-width:1px' }],
    [{ style: 'line-height:1' }],
    [{ style: 'width:100%' }],
  ])('An image with the attributes %j is not of one pixel', (said) => {
    expect(reason(FOREIGN, said)).toBeUndefined()
  })
})

describe('an image that says who reads', () => {
  it.each([
    ...[
      'utm_source',
      'utm_campaign',
      'UTM_Medium',
      'fbclid',
      'gclid',
      'msclkid',
      'mc_eid',
      'mc_cid',
      'mkt_tok',
    ],
    ...['uid', 'user_id', 'userid', 'email', 'e-mail', 'mail', 'email_hash', 'emailId', 'subscriber_id'],
    ...['subscriber', 'recipient', 'recipient_id', 'contact_id', 'member_id', '_hsenc', 'vero_id', 'open_id'],
  ])('An image of a foreign host with the key %s says who reads', (key) => {
    expect(reason(`${FOREIGN}?w=600&${key}=17`)).toBe(`is on a foreign host and says who reads (${key})`)
    expect(reason(`https://satu.example/a.png?${key}=17`)).toBeUndefined()
    expect(reason(`https://img.satu.example/a.png?${key}=17`)).toBeUndefined()
  })

  it.each([
    'id',
    'u',
    'w',
    'width',
    'v',
    'token',
    'uuid',
    'user',
    'quality',
    'mailbox',
    'guid',
    'sig',
    'x-utm_y',
  ])('An image of a foreign host with the key %s is left alone', (key) => {
    expect(reason(`${FOREIGN}?${key}=17`)).toBeUndefined()
  })

  it.each(['https://notsatu.example/', 'https://satu.example.evil.example/', 'https://example/'])(
    'A host is foreign that is neither that of the source nor below it: %s',
    (host) => {
      expect(reason(`${host}a.png?uid=1`)).toContain('foreign')
    },
  )
})
