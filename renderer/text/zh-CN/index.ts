import { calls } from './calls.ts'
import { errors } from './errors.ts'
import { frame } from './frame.ts'
import { live } from './live.ts'
import { problems } from './problems.ts'
import { profiles } from './profiles.ts'
import { settings } from './settings.ts'

export const zhCN = { frame, live, calls, profiles, settings, problems, errors }
