import { cities, findCity } from './area-codes.ts'

/** Cities that share the one code of their province and are not named with it. */
const within: readonly (readonly [name: string, areaCode: string])[] = ['海口', '三亚', '三沙', '儋州'].map((name) => [name, '0898'])

/** Chinese name, or English name in small letters, → area code; null where several cities bear the name (Suzhou, Fuzhou …). */
const codesByName = new Map<string, string | null>(within)
const provinces = new Map<string, string[]>()
for (const [areaCode, { zh, en, provinceZh }] of cities) {
  for (const name of [...zh.split('/'), ...en.toLowerCase().split('/')]) codesByName.set(name, codesByName.has(name) ? null : areaCode)
  provinces.set(provinceZh, [...(provinces.get(provinceZh) ?? []), areaCode])
}

const provinceRank = /^(?:省|市|(?:壮族|回族|维吾尔)?自治区)/
const cityRank = /^(?:市|地区|盟|州)$/
const prefectureRank = /^[\u4e00-\u9fff]*自治州$/

/**
 * The area code, with its leading 0, of a city given by its code (`0755`, `755`), by its name in Chinese or English, with or without
 * rank and province (`深圳`, `深圳市`, `广东省深圳市`, `Shenzhen`), or by both (`深圳(0755)`).
 * @returns null for what is no city or may be several
 */
export function findAreaCode(text: string): string | null {
  const plain = text.normalize('NFKC').toLowerCase()
  const digits = plain.match(/\d+/g) ?? []
  const name = plain.replace(/[^a-zü\u4e00-\u9fff']/g, '')
  const byCode = digits.length === 1 ? codeOf(digits[0]) : null
  if (digits.length > 0 && name === '') return byCode
  const byName = codeOfName(name) ?? codeWithinProvince(name)
  if (digits.length > 0) return byName === null || byName === byCode ? byCode : null
  return byName
}

function codeOf(digits: string): string | null {
  if (findCity(digits) === null) return null
  return digits.startsWith('0') ? digits : `0${digits}`
}

function codeOfName(name: string): string | null {
  const exact = codesByName.get(name) ?? codesByName.get(name.replace(/city$/, ''))
  if (exact !== undefined) return exact
  for (let length = name.length - 1; length > 1; length -= 1) {
    const stem = name.slice(0, length)
    const rank = name.slice(length)
    const code = codesByName.get(stem)
    if (code === undefined) continue
    if (cityRank.test(rank)) return code
    // 海南 is a province and, as a prefecture, part of another.
    if (prefectureRank.test(rank)) return codesByName.get(`${stem}州`) ?? code
  }
  return null
}

function codeWithinProvince(name: string): string | null {
  for (const [province, codes] of provinces) {
    if (!name.startsWith(province)) continue
    const rest = name.slice(province.length)
    const rank = provinceRank.exec(rest)?.[0] ?? ''
    const code = codeOfName(rest.slice(rank.length))
    if (code !== null) return codes.includes(code) ? code : null
    // A whole province under one code: whatever is named within it has that code.
    if (rank !== '' && codes.length === 1) return codes[0] ?? null
  }
  return null
}
