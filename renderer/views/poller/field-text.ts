import type { BindingHistoryRow } from '../../../shared/ipc/poller.ts'
import { callDirections } from '../../../shared/domain/binding.ts'
import { secondMs } from '../../../shared/domain/time.ts'
import { zhCN } from '../../text/zh-CN/index.ts'
import type { Texts } from '../../text/use-text.ts'

type Field = keyof typeof zhCN.poller.field

/** One changed setting of a binding in words. Settings only the platform has a name for come as `more.<name>`. */
export function fieldText({ field, before, after }: BindingHistoryRow['fields'][number], texts: Texts): string {
  const { t } = texts
  const known = isField(field) ? field : null
  const name = known !== null ? t(`poller.field.${known}`) : field.replace(/^more\./, '')
  const say = (value: string | null) => valueText(known, value, texts)
  return t('poller.fieldChange', { field: name, before: say(before), after: say(after) })
}

function isField(field: string): field is Field {
  return Object.hasOwn(zhCN.poller.field, field)
}

function valueText(field: Field | null, value: string | null, { t, f }: Texts): string {
  if (value === null || value === '') return t('poller.nothing')
  const number = /^\d+$/.test(value) ? Number(value) : null
  switch (field) {
    case 'durationSeconds':
      return number === null ? value : number === 0 ? t('poller.forever') : f.length(number * secondMs)
    case 'maxMinutes':
      return number === null ? value : number === 0 ? t('poller.unlimited') : f.length(number * 60 * secondMs)
    case 'setAt':
    case 'expiresAt':
      return number === null ? value : f.dateTime(number)
    case 'recorded':
      return value === 'true' ? t('poller.on') : value === 'false' ? t('poller.off') : value
    case 'callDirection': {
      const direction = callDirections.find((one) => one === value)
      return direction === undefined ? value : t(`poller.direction.${direction}`)
    }
    default:
      return value
  }
}
