import type { Migration } from '../migrate.ts'
import { createPlatformApps } from './0010-create-platform-apps.ts'
import { createDeliveries } from './0020-create-deliveries.ts'
import { createCalls } from './0030-create-calls.ts'
import { createViews } from './0040-create-views.ts'
import { addModes } from './0050-add-modes.ts'
import { createNumberStatusesAndSms } from './0060-create-number-statuses-and-sms.ts'
import { createBindings } from './0070-create-bindings.ts'
import { extendViews } from './0080-extend-views.ts'

/** All steps, ascending. */
export const migrations: readonly Migration[] = [
  createPlatformApps,
  createDeliveries,
  createCalls,
  createViews,
  addModes,
  createNumberStatusesAndSms,
  createBindings,
  extendViews,
]
