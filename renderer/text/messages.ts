import type { zhCN } from './zh-CN/index.ts'

/** The Chinese texts give the shape; every other language has exactly their keys, or it does not compile. */
export type Messages = typeof zhCN
