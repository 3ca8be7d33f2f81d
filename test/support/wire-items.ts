/** What a wire item says, each of these documents in its own format. */
export interface Said {
  readonly headline?: string
  readonly version?: number
  /** A time, or an empty text for an embargo without an end. */
  readonly embargo?: string
  readonly status?: string
}

/** An item in ninjs. Everything in it is made up. */
export const ninjs = ({ headline = 'Kabar kawat', version = 1, embargo, status = 'usable' }: Said = {}) =>
  JSON.stringify({
    uri: 'urn:wire:ninjs:1',
    type: 'text',
    version: String(version),
    versioncreated: `2022-09-20T12:3${version}:00+07:00`,
    firstcreated: '2022-09-20T12:30:00+07:00',
    pubstatus: status,
    ...(embargo !== undefined && { embargoed: embargo }),
    language: 'id',
    headline,
    byline: 'Oleh Budi',
    copyrightholder: 'Antara',
    body_xhtml: '<p>Isi kawat.</p>',
  })

/** The same in NewsML-G2. */
export const newsml = ({
  headline = 'Kabar kawat',
  version = 1,
  embargo,
  status = 'usable',
}: Said = {}) => `<?xml version="1.0"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="urn:wire:newsml:1" version="${version}" standard="NewsML-G2" xml:lang="id"><itemMeta>
<itemClass qcode="ninat:text"/><provider qcode="nprov:antara"><name>Antara</name></provider>
<versionCreated>2022-09-20T12:3${version}:00+07:00</versionCreated><firstCreated>2022-09-20T12:30:00+07:00</firstCreated>
${embargo === undefined ? '' : `<embargoed>${embargo}</embargoed>`}<pubStatus qcode="stat:${status}"/></itemMeta>
<contentMeta><headline>${headline}</headline></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Isi kawat.</p></body></html></inlineXML></contentSet></newsItem>
</itemSet></newsMessage>`
