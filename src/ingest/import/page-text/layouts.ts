import type { RoleLabels } from '../common/byline.ts'
import type { Mention } from '../common/importer.ts'

/**
 * How the text of one outlet's pages is laid out. Labels are written in lower case and stand at the start of
 * a line, before a colon; patterns are tried on whole lines of at most a few hundred characters.
 */
export interface PageLayout {
  /** What messages call the format. */
  readonly name: string
  readonly publisher: Mention
  /** BCP 47. */
  readonly language: string
  /** Names that the dateline gives the outlet, exactly so; a name that is a common word ends with its comma. */
  readonly outlets: readonly string[]
  /** The outlet's own hosts, without `www.`: they tell its pages where no dateline does. */
  readonly hosts: readonly string[]
  /** Where the headline stands. */
  readonly headline: 'after date' | 'before date'
  readonly dates: DateWords
  readonly cities: CityWords
  /** Labels of names, one word each, such as `rep`, and what their bearers did. */
  readonly credits: readonly RoleLabels[]
  readonly photoLabels: readonly string[]
  readonly sourceLabels: readonly string[]
  /** Labels of the page's own address. */
  readonly linkLabels: readonly string[]
  /** Headings of links to related articles, alone on a line or with a headline behind a colon. */
  readonly relatedLabels: readonly string[]
  /** Headings of lists of other news, which say nothing about this article. */
  readonly otherNewsLabels: readonly string[]
  /** Lines that are no part of the article. */
  readonly promotions: readonly RegExp[]
}

export interface DateWords {
  /** From Sunday. */
  readonly weekdays: readonly (readonly string[])[]
  /** From January. */
  readonly months: readonly (readonly string[])[]
  /** Minutes east of UTC. */
  readonly zones: Readonly<Record<string, number>>
  /** The zone where a date line names none. */
  readonly assumedZone: string
  /** Words that may stand before the hour. */
  readonly hourWords: readonly string[]
  readonly publishedLabels: readonly string[]
  readonly updatedLabels: readonly string[]
}

export interface CityWords {
  /** Words of a dateline that stay in lower case. */
  readonly small: readonly string[]
  /** Words of a dateline that stay in capitals. */
  readonly capitals: readonly string[]
}

const INDONESIAN_DATES: DateWords = {
  // Some pages are made with English names of days and months.
  weekdays: [
    ['minggu', 'ahad', 'sunday', 'sun'],
    ['senin', 'monday', 'mon'],
    ['selasa', 'tuesday', 'tue'],
    ['rabu', 'wednesday', 'wed'],
    ['kamis', 'thursday', 'thu'],
    ['jumat', "jum'at", 'jum’at', 'friday', 'fri'],
    ['sabtu', 'saturday', 'sat'],
  ],
  months: [
    ['januari', 'jan', 'january'],
    ['februari', 'pebruari', 'feb', 'peb', 'february'],
    ['maret', 'mar', 'march'],
    ['april', 'apr'],
    ['mei', 'may'],
    ['juni', 'jun', 'june'],
    ['juli', 'jul', 'july'],
    ['agustus', 'agu', 'agt', 'ags', 'agst', 'aug', 'august'],
    ['september', 'sept', 'sep'],
    ['oktober', 'okt', 'oct', 'october'],
    ['november', 'nopember', 'nov', 'nop'],
    ['desember', 'des', 'dec', 'december'],
  ],
  zones: { WIB: 420, WITA: 480, WIT: 540, GMT: 0, UTC: 0 },
  assumedZone: 'WIB',
  hourWords: ['pukul', 'jam'],
  publishedLabels: ['diterbitkan', 'dipublikasikan', 'terbit', 'tanggal'],
  updatedLabels: ['diperbarui', 'diperbaharui', 'pembaruan'],
}

const CITIES: CityWords = {
  small: ['dan', 'and', 'au', 'aux', 'da', 'de', 'del', 'di', 'do', 'dos', 'of', 'sur', 'the', 'upon'],
  capitals: ['AS', 'DC', 'DIY', 'DKI', 'IKN', 'NTB', 'NTT', 'NY', 'PBB', 'UEA', 'UK', 'US', 'USA'],
}

const REPUBLIKA: PageLayout = {
  name: 'Republika page text',
  publisher: { name: 'Republika', home: 'https://www.republika.co.id/' },
  language: 'id',
  outlets: ['REPUBLIKA.CO.ID', 'Republika.co.id', 'republika.co.id', 'REPUBLIKA.ID', 'REPUBLIKA,'],
  hosts: ['republika.co.id', 'republika.id'],
  headline: 'after date',
  dates: INDONESIAN_DATES,
  cities: CITIES,
  credits: [
    { labels: ['rep', 'reporter', 'penulis', 'oleh'], role: 'reporter' },
    { labels: ['red', 'redaktur', 'editor'], role: 'editor' },
    { labels: ['penerjemah'], role: 'translator' },
  ],
  photoLabels: ['foto', 'photo', 'kredit foto', 'sumber foto'],
  sourceLabels: ['sumber', 'source'],
  linkLabels: ['link', 'url', 'tautan'],
  relatedLabels: ['baca juga', 'lihat juga', 'simak juga'],
  otherNewsLabels: ['berita lainnya', 'berita terkait', 'berita terpopuler', 'terpopuler'],
  promotions: [
    /^(?:advertisement ?)+$/i,
    /^(?:iklan|loading[ .…]*|bagikan|share|komentar)$/i,
    /^scroll (?:to continue|untuk (?:melanjutkan|membaca))/i,
    /^baca juga ?[:–—-]? ?ikuti\b/i,
    /\bklik di ?sini$/i,
    /^(?:ikuti|follow|gabung|dapatkan|temukan)\b.*\b(?:whatsapp|telegram|google news|newsletter|channel|republika online)\b/i,
    /^disclaimer ?:/i,
  ],
}

/** Every known layout. A new outlet is a new table here. */
export const PAGE_LAYOUTS: readonly PageLayout[] = [REPUBLIKA]
