import { AppError } from '../../../shared/errors.ts'
import type { AppRow } from '../../../shared/ipc/system.ts'
import type { NumberTableMapping } from '../../../shared/ipc/numbers.ts'
import type { Answers } from '../test-bridge.ts'

type NumberChannels = 'numbers.summary' | 'numbers.previewTable' | 'numbers.importTable'

/** X numbers, and a table of 128 rows however the file looks; one whose name says `broken` cannot be read. */
export function numberAnswers(apps: () => AppRow[]): Pick<Answers, NumberChannels> {
  let mapped: NumberTableMapping | null = null
  return {
    'numbers.summary': () =>
      apps().map(({ id, name, mode }) => ({
        appId: id,
        appName: name,
        mode,
        numbers: 64 * id,
        imported: 60 * id,
        byStatus: {
          normal: 40 * id,
          paused: 0,
          unavailable: id === 1 ? 2 : 0,
          'binding-frozen': id === 2 ? 1 : 0,
          unknown: id === 3 ? 1 : 0,
        },
      })),
    'numbers.previewTable': ({ file }) => {
      if (file.name.includes('broken')) throw new AppError('invalid-input', 'damaged', { details: { reason: 'damaged-file' } })
      const xlsx = file.name.endsWith('.xlsx')
      const encoding = file.encoding === 'auto' ? 'gbk' : file.encoding
      const wrong = !xlsx && encoding === 'utf-8'
      return {
        format: xlsx ? 'xlsx' : 'csv',
        encoding: xlsx ? null : encoding,
        sheets: xlsx ? ['号码', '说明'] : [],
        columns: [
          { index: 0, header: wrong ? '���' : '号码', samples: ['170****0001', '170****0002', '167****0113', '165****0027'] },
          { index: 1, header: wrong ? '���' : '归属地', samples: wrong ? ['���'] : ['深圳', '北京', '杭州'] },
          { index: 2, header: 'APP_Key', samples: ['a1B2c3D4e5F6', 'k9L8m7N6'] },
          { index: 3, header: '', samples: ['2026-03-01', '2026-02-11'] },
        ],
        rows: 128,
        mapping: wrong ? null : (mapped ?? { number: 0, city: 1, app: 2, appId: null }),
        remembered: mapped !== null,
      }
    },
    'numbers.importTable': ({ mapping }) => {
      const again = mapped !== null
      mapped = mapping
      return {
        rows: 128,
        added: again ? 0 : 96,
        changed: again ? 0 : 21,
        unchanged: again ? 124 : 7,
        leftOut: 4,
        faultCount: 5,
        faults: [
          { row: 17, fault: 'not-an-x-number', cell: '0755****0010' },
          { row: 44, fault: 'unknown-city', cell: '深汕' },
          { row: 58, fault: 'repeated', cell: '170****0002' },
          { row: 91, fault: 'unknown-app', cell: 'old-key' },
          { row: 103, fault: 'no-number', cell: '' },
        ],
      }
    },
  }
}
