import { crc32, deflateRawSync } from 'node:zlib'

/** What a sheet of a built workbook holds: XML of its rows as a spreadsheet writes it. */
export interface SheetXml {
  name: string
  rows: string
  hidden?: boolean
}

const office = 'http://schemas.openxmlformats.org'
const relations = (list: string) => `<Relationships xmlns="${office}/package/2006/relationships">${list}</Relationships>`
const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${office}/officeDocument/2006/relationships/${type}" Target="${target}"/>`

/** An XLSX workbook by hand, so that tests do not read what the library under them has written. */
export function aWorkbook(sheets: readonly SheetXml[], sharedStrings: readonly string[] = []): Uint8Array<ArrayBuffer> {
  const main = `${office}/spreadsheetml/2006/main`
  const list = sheets.map(
    ({ name, hidden }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}" r:id="r${index}"${hidden === true ? ' state="hidden"' : ''}/>`,
  )
  const parts: [string, string][] = sheets.map(({ rows }, index) => [
    `xl/worksheets/sheet${index + 1}.xml`,
    `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`,
  ])
  const targets = sheets.map((_, index) => relation(`r${index}`, 'worksheet', `worksheets/sheet${index + 1}.xml`)).join('')
  return aZip([
    ['[Content_Types].xml', `<Types xmlns="${office}/package/2006/content-types"/>`],
    ['_rels/.rels', relations(relation('r0', 'officeDocument', 'xl/workbook.xml'))],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${office}/officeDocument/2006/relationships"><sheets>${list.join('')}</sheets></workbook>`,
    ],
    ['xl/_rels/workbook.xml.rels', relations(targets + relation('s', 'sharedStrings', 'sharedStrings.xml'))],
    ['xl/sharedStrings.xml', `<sst xmlns="${main}">${sharedStrings.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`],
    ...parts,
  ])
}

/** A workbook whose only sheet shows one picture many times. */
export function aWorkbookOfPictures(picture: string, times: number): Uint8Array<ArrayBuffer> {
  const namespaces = `xmlns:xdr="${office}/drawingml/2006/spreadsheetDrawing" xmlns:a="${office}/drawingml/2006/main"`
  const relationNames = `xmlns:r="${office}/officeDocument/2006/relationships"`
  const corner = '<xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>0</xdr:row><xdr:rowOff>0</xdr:rowOff>'
  const shown =
    '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="1" name="p"/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="p"/></xdr:blipFill></xdr:pic>'
  const anchor = `<xdr:twoCellAnchor><xdr:from>${corner}</xdr:from><xdr:to>${corner}</xdr:to>${shown}</xdr:twoCellAnchor>`
  const main = `${office}/spreadsheetml/2006/main`
  return aZip([
    ['[Content_Types].xml', `<Types xmlns="${office}/package/2006/content-types"/>`],
    ['_rels/.rels', relations(relation('r0', 'officeDocument', 'xl/workbook.xml'))],
    ['xl/workbook.xml', `<workbook xmlns="${main}" ${relationNames}><sheets><sheet name="a" sheetId="1" r:id="r0"/></sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', relations(relation('r0', 'worksheet', 'worksheets/sheet1.xml'))],
    [
      'xl/worksheets/sheet1.xml',
      `<worksheet xmlns="${main}" ${relationNames}><sheetData>${rowsXml([['号码'], ['17000000001']])}</sheetData><drawing r:id="d"/></worksheet>`,
    ],
    ['xl/worksheets/_rels/sheet1.xml.rels', relations(relation('d', 'drawing', '../drawings/drawing1.xml'))],
    ['xl/drawings/drawing1.xml', `<xdr:wsDr ${namespaces} ${relationNames}>${anchor.repeat(times)}</xdr:wsDr>`],
    ['xl/drawings/_rels/drawing1.xml.rels', relations(relation('p', 'image', '../media/image1.png'))],
    ['xl/media/image1.png', picture],
  ])
}

/** Rows of cells as a spreadsheet writes them: numbers as numbers, texts inline. */
export function rowsXml(rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number) =>
    typeof value === 'number' ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${value}</t></is></c>`
  return rows.map((cells, index) => `<row r="${index + 1}">${cells.map(cell).join('')}</row>`).join('')
}

export function aZip(entries: readonly (readonly [name: string, text: string])[]): Uint8Array<ArrayBuffer> {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const [name, text] of entries) {
    const raw = Buffer.from(text)
    const packed = deflateRawSync(raw)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(8, 4)
    head.writeUInt32LE(crc32(raw), 10)
    head.writeUInt32LE(packed.length, 14)
    head.writeUInt32LE(raw.length, 18)
    head.writeUInt16LE(Buffer.byteLength(name), 22)
    const at = Buffer.alloc(14)
    at.writeUInt32LE(offset, 10)
    local.push(Buffer.from('PK\x03\x04'), head, Buffer.from(name), packed)
    central.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, at, Buffer.from(name))
    offset += 4 + head.length + Buffer.byteLength(name) + packed.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Uint8Array.from(Buffer.concat([...local, directory, end]))
}
