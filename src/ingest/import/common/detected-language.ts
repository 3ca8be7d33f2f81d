// Frequent words by language. A word that several languages have counts less.
const WORDS: Readonly<Record<string, string>> = {
  ar: 'في من على إلى أن عن التي الذي هذا هذه مع كان وقال بعد لا بين كل أو ما ولا',
  bg: 'и в на да се от за не с по като че е са към при ще',
  cs: 'a v na se že je s z do o ve k i za by jako pro ale byl při který má každý',
  da: 'og at det som en på er af for med den til ikke om et har de i var fra blev sig efter siger ifølge eller mod nu uden ved nogen',
  de: 'der die und das den von zu mit ist im nicht ein eine auf für des dem sich auch als wird es an werden hat',
  en: 'the and of to in is for that with on was by from are has it as be this at have not he said will',
  es: 'el la los las y de que en un una por con para del se su no al es como más lo',
  fa: 'و در به از که این را با است برای آن یک خود تا بر',
  fi: 'ja on ei se että oli hän joka mutta myös kun ovat sekä tai jos niin mukaan vain jokaisella',
  fr: 'le la les et des du un une est dans pour que qui sur au par avec pas ne plus aux ce en l d ou son sa ses être toute a ont selon',
  hu: 'a az és hogy nem is egy meg van volt ez de csak el már mint vagy szerint',
  id: 'yang dan di untuk dengan dari ini itu pada adalah ke tidak akan dalam oleh juga tersebut bisa karena atau telah sebagai kata serta mereka saat kepada setiap orang',
  it: 'il la di che e un una per con della dei nel non sono gli le è al da alla si ogni ha diritto individuo od o i',
  ms: 'yang dan di untuk dengan dari ini itu pada adalah ke tidak akan dalam oleh juga tersebut boleh kerana atau telah sebagai kata serta mereka ialah bahawa beliau iaitu kepada setiap orang',
  nb: 'og at det som en på er av for med den til ikke om et har de i var fra ble seg etter sier ifølge eller mot nå uten ved noen enhver',
  nl: 'de het een en van ik te dat die in op met voor zijn niet aan er is om ook als bij',
  pl: 'i w na z się nie że do jest to jak o przez po dla od są oraz za ma prawo',
  pt: 'o a os as e de que em um uma por com para do da dos no na não se ao mais é foi ou toda',
  ro: 'și de în la cu pe nu este un o care din că mai pentru au fost sau',
  ru: 'и в не на что с по как из у за от к для о это его он был или',
  su: 'anu jeung di ka nu teu ieu pikeun tina kana dina boga',
  jv: 'lan ing sing kang ora iki karo kanggo marang saka uga dadi',
  sv: 'och att det som en på är av för med den till inte om ett har de i var från eller sig efter mot utan',
  sw: 'na ya wa kwa ni za katika la cha kuwa hiyo huo baada pia',
  tl: 'ang ng sa na mga ay at ni si kay para hindi nang ito siya may',
  tr: 've bir bu da de için ile olarak çok daha gibi olan sonra ne kadar var dedi veya her ya en şu o',
  uk: 'і в не на що з та як у до від за про це його він був є але для',
  ur: 'کے کی میں ہے اور سے کا کو نے پر کہ یہ ہیں نہیں',
  vi: 'và của là có được cho không trong một các với những đã này người khi ở',
}

// Letters that few languages are written with.
const LETTERS: Readonly<Record<string, string>> = {
  bg: 'ъ',
  cs: 'řěůčž',
  da: 'æø',
  de: 'ß',
  es: 'ñ¿¡',
  fa: 'گچپژی',
  fi: 'äö',
  fr: 'çœêû',
  hu: 'őűé',
  it: 'ìò',
  nb: 'æø',
  pl: 'łąęśżźć',
  pt: 'ãõ',
  ro: 'ășțâ',
  ru: 'ыэё',
  sv: 'äå',
  tr: 'ğışİ',
  uk: 'їєґі',
  ur: 'ٹڈڑےں',
  vi: 'ơưđạảấầậếềệịọốồộớờợụứừự',
}

// Scripts that tell a language by themselves, and the share of letters from which on they do. Japanese comes before
// Chinese, because it is written with Chinese characters too.
const SCRIPTS: readonly (readonly [string, RegExp, number])[] = [
  ['ja', /[\u3040-\u30ff]/g, 0.1],
  ['ko', /[\uac00-\ud7af]/g, 0.4],
  ['zh', /[\u4e00-\u9fff]/g, 0.4],
  ['th', /[\u0e00-\u0e7f]/g, 0.4],
  ['he', /[\u0590-\u05ff]/g, 0.4],
  ['el', /[\u0370-\u03ff]/g, 0.4],
  ['hi', /[\u0900-\u097f]/g, 0.4],
  ['bn', /[\u0980-\u09ff]/g, 0.4],
  ['ta', /[\u0b80-\u0bff]/g, 0.4],
]

const LOOKED_AT = 20_000

/**
 * The language that the words of a text, plain or HTML, look like, as a BCP 47 tag. `undefined` for a text without
 * a word or letter that tells one.
 */
export function detectLanguage(text: string): string | undefined {
  const plain = text
    .slice(0, LOOKED_AT)
    .replace(/<[^>]*>/g, ' ')
    .normalize('NFC')
    .toLowerCase()
  const letters = plain.match(/\p{L}/gu)?.length ?? 0
  const script = SCRIPTS.find(([, pattern, share]) => (plain.match(pattern)?.length ?? 0) > letters * share)
  return script?.[0] ?? byWords(plain)
}

function byWords(text: string): string | undefined {
  const evidence = evidenceTable()
  const scores = new Map<string, number>()
  const add = (sign: string, weight: number) => {
    const languages = evidence.get(sign) ?? []
    for (const one of languages) scores.set(one, (scores.get(one) ?? 0) + weight / languages.length)
  }
  for (const word of text.match(/[\p{L}\p{M}]+/gu) ?? []) {
    add(word, word.length > 1 ? 1 : 0.5)
    for (const letter of word) if (letter > '\u007f') add(`#${letter}`, 0.5)
  }
  let best: string | undefined
  for (const [language, score] of scores) if (score > (scores.get(best ?? '') ?? 0)) best = language
  return best
}

let table: ReadonlyMap<string, readonly string[]> | undefined

/** Which languages have a word, or, behind `#`, a letter. It is made at the first call. */
function evidenceTable(): ReadonlyMap<string, readonly string[]> {
  if (table) return table
  const made = new Map<string, string[]>()
  const add = (sign: string, language: string) => made.set(sign, [...(made.get(sign) ?? []), language])
  for (const [language, words] of Object.entries(WORDS)) {
    for (const word of new Set(words.split(' '))) add(word, language)
  }
  for (const [language, letters] of Object.entries(LETTERS))
    for (const one of letters) add(`#${one}`, language)
  table = made
  return made
}
