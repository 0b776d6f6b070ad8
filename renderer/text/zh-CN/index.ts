import { calls } from './calls.ts'
import { errors } from './errors.ts'
import { frame } from './frame.ts'
import { live } from './live.ts'
import { numbers } from './numbers.ts'
import { poller } from './poller.ts'
import { problems } from './problems.ts'
import { profiles } from './profiles.ts'
import { settings } from './settings.ts'

export const zhCN = { frame, live, calls, numbers, poller, profiles, settings, problems, errors }
