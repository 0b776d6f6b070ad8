import type { LiveCallRow } from '../../shared/ipc/live.ts'

/** A call in progress as the page gets it. */
export const aLiveCallRow = (id: number): LiveCallRow => ({
  id,
  phase: 'talking',
  overdue: false,
  phaseAt: 0,
  startedAt: 0,
  answeredAt: 0,
  mode: 'AXB',
  appName: 'shop',
  caller: '138****0001',
  x: '170****0002',
  callee: '139****0003',
  areaCode: null,
  bindingId: null,
  y: null,
  extension: null,
  decision: null,
})
