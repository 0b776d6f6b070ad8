import { randomOf } from './random.ts'
import type { Text } from './sms-wish.ts'
import type { World } from './world.ts'

/** `{"appKey", "smsEvent"}` as pushed (callbacks.md §6). */
export interface SimulatedSms {
  appKey: string
  smsEvent: {
    smsIdentifier: string
    notificationMode: 'Notify' | 'Block'
    calling: string
    /** Absent in Block. */
    called?: string
    virtualNumber: string
    event: string
    timeStamp: string
    subscriptionId?: string
    smsContent?: string
    extInfo: { extParas: { key: string; value: string }[] }
    sendResult: number
  }
}

interface Told {
  /** Epoch ms. */
  at: number
  /** Null in Block. */
  receiver: string | null
  content: string
  subscriptionId: string | null
  direction: '1' | '2'
}

/** @param carriesContent whether the platform's support has switched "carry SMS content" on */
export function wireSms(world: World, { app, index, sender, x }: Text, told: Told, carriesContent: boolean): SimulatedSms {
  const { at, receiver, content, subscriptionId, direction } = told
  // Samples show both, the first with a blank at its end.
  const event = randomOf(world.seed, 'smsPush', index, 1).chance(0.5) ? 'Text SMS ' : 'TextSMS'
  return {
    appKey: app.appKey,
    smsEvent: {
      smsIdentifier: `sms-${world.tag}-${index}`,
      notificationMode: receiver === null ? 'Block' : 'Notify',
      calling: sender,
      ...(receiver !== null && { called: receiver }),
      virtualNumber: x,
      event,
      timeStamp: new Date(at).toISOString(),
      ...(subscriptionId !== null && { subscriptionId }),
      ...(carriesContent && { smsContent: content }),
      extInfo: {
        extParas: [
          { key: 'splitNum', value: String(partsOf(content)) },
          { key: 'direction', value: direction },
        ],
      },
      // What samples show; the values are not explained.
      sendResult: receiver === null ? 0 : 2,
    },
  }
}

/** One message carries 70 characters of Chinese text, of several each 67. */
function partsOf(content: string): number {
  return content.length <= 70 ? 1 : Math.ceil(content.length / 67)
}
