import { describe, expect, it } from 'vitest'
import { cities } from '../../../../shared/codes/area-codes.ts'
import { findAreaCode } from '../../../../shared/codes/city-names.ts'

describe('the area code of a city', () => {
  it.each([
    ['0755', '0755'],
    ['755', '0755'],
    ['０７５５', '0755'],
    ['10', '010'],
    ['深圳', '0755'],
    [' 深圳市 ', '0755'],
    ['广东深圳', '0755'],
    ['广东省深圳市', '0755'],
    ['广东-深圳', '0755'],
    ['Shenzhen', '0755'],
    ["XI'AN", '029'],
    ['深圳(0755)', '0755'],
    ['0755 深圳', '0755'],
    ['北京市', '010'],
    ['北京市朝阳区', '010'],
    ['朝阳', '0421'],
    ['吉林', '0432'],
    ['吉林省吉林市', '0432'],
    ['咸阳', '029'],
    ['广西壮族自治区南宁市', '0771'],
    ['延边朝鲜族自治州', '0433'],
    ['黔东南苗族侗族自治州', '0855'],
    ['伊犁哈萨克自治州', '0999'],
    ['海南省三亚市', '0898'],
    ['海南藏族自治州', '0974'],
  ])('%s is %s', (text, areaCode) => {
    expect(findAreaCode(text)).toBe(areaCode)
  })

  it.each(['', '火星', '广东', '吉林省', '0000', '1234', '浙江深圳', 'Suzhou', '上海(0755)', '0755/0756', '市', '客户一部'])(
    '%s tells none',
    (text) => {
      expect(findAreaCode(text)).toBeNull()
    },
  )

  it('finds every city by each of its Chinese names, also with its rank', () => {
    for (const [areaCode, { zh }] of cities)
      for (const name of zh.split('/')) expect([findAreaCode(name), findAreaCode(`${name}市`)]).toEqual([areaCode, areaCode])
  })
})
