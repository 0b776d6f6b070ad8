import { secondMs } from '../../shared/domain/time.ts'
import { appOfIndex } from './generate-call.ts'
import { randomOf, type Random } from './random.ts'
import { axbBinding, axBinding, standingCounts, type StandingBinding } from './standing-bindings.ts'
import { meanOf, type Traffic } from './traffic.ts'
import { agentNumber, customerNumber, type SimulatedApp, type World } from './world.ts'

/** Somebody texts an X. */
export interface Text {
  app: SimulatedApp
  /** Its identity, and what everything drawn about it follows from. */
  index: number
  /** When the platform gets it, epoch ms. */
  at: number
  sender: string
  x: string
  content: string
}

export interface SeededText extends Text {
  /** The binding it goes over; null in X mode. */
  standing: StandingBinding | null
}

const textsPerSecond = 1_000
const customersPerApp = 6_000

/** The texts of one second of simulated time. As with calls: a function of seed, second and rate alone. */
export function textsOfSecond(traffic: Traffic, second: number): SeededText[] {
  const { world, smsPerCall } = traffic
  if (smsPerCall === 0) return []
  const arrivals = randomOf(world.seed, 'smsArrivals', second)
  const count = Math.min(textsPerSecond, arrivals.poisson(meanOf(traffic, second) * smsPerCall))
  return Array.from({ length: count }, (_, order) => second * textsPerSecond + order).flatMap((index) => {
    const text = seededText(world, index, second * secondMs + arrivals.int(0, 999))
    return text === null ? [] : [text]
  })
}

/** Null where nobody texts: AXE and AXYB have no SMS (callbacks.md §6), and landlines do not take part. */
function seededText(world: World, index: number, at: number): SeededText | null {
  const app = appOfIndex(world, index)
  const random = randomOf(world.seed, 'sms', index)
  const content = random.pick(contents)
  const customer = () => customerNumber(app, random.int(0, customersPerApp - 1))
  const text = { app, index, at, content }
  switch (app.mode) {
    case 'AXB': {
      const standing = axbBinding(world, app, random.int(0, standingCounts.AXB - 1))
      if (standing.bIsLandline) return null
      return { ...text, standing, x: standing.x.number, sender: random.chance(0.55) ? standing.a : standing.b }
    }
    case 'AX': {
      const standing = axBinding(world, app, random.int(0, standingCounts.AX - 1))
      const over = { ...text, standing, x: standing.x.number }
      if (random.chance(0.5)) return { ...over, sender: customer() }
      return { ...over, sender: standing.a, content: `${content}${addressed(customer(), random)}` }
    }
    case 'X': {
      const addressee = random.chance(0.5) ? `@${local(agentNumber(app, random.int(0, 299)))}` : ''
      return { ...text, standing: null, x: random.pick(app.xNumbers).number, sender: customer(), content: `${content}${addressee}` }
    }
    case 'AXE':
    case 'AXYB':
      return null
  }
}

/** How A names the receiver (callbacks.md §6), and how people get it wrong: not at all, with a full-width sign, with blanks. */
function addressed(number: string, random: Random): string {
  const kind = random.next()
  if (kind < 0.05) return ''
  if (kind < 0.1) return `＠${local(number)}`
  if (kind < 0.14) return `@${local(number).replace(/^(\d{3})(\d{4})/, '$1 $2 ')}`
  return `@${local(number)}`
}

function local(number: string): string {
  return number.replace(/^\+86/, '')
}

const contents = [
  '您好，您的快递已放在前台，请方便时来取。',
  '您好，我大概二十分钟后到楼下，麻烦保持电话畅通。',
  '好的，知道了，谢谢。',
  '请问今天下午三点方便看房吗？',
  '师傅，麻烦放到三号楼的快递柜里。',
  '您的订单已出餐，骑手正在赶来的路上。',
  '我在地铁上，信号不好，稍后回您电话。',
  '预约已改到明天上午十点，如需调整请直接回复本短信。',
  '门口没人的话放消防栓旁边就行。',
  '您好，维修师傅已出发，预计四十分钟到达，请家中留人。到达前会再与您电话联系；如果临时有事不在家，请回复本短信改约其他时间，我们会尽快为您重新安排，给您带来不便请谅解。',
] as const
