/** Classes of Q.850 §2.2, by the high bits of the cause. `none`: no cause applies. */
export type CauseGroup = 'none' | 'normal' | 'resource' | 'service' | 'not-implemented' | 'invalid-message' | 'protocol' | 'interworking'

/** What a cause means, and what to do about it. */
export interface Cause {
  group: CauseGroup
  zh: string
  en: string
  remedyZh: string
  remedyEn: string
}

/** With the last cause of each. */
const classes: readonly (Cause & { to: number })[] = [
  {
    to: 31,
    group: 'normal',
    zh: '正常类释放',
    en: 'Normal event',
    remedyZh: '偶发无需处理；反复出现请带上话单联系华为云',
    remedyEn: 'Nothing to do now and then; if it keeps coming back contact Huawei Cloud with the CDR',
  },
  {
    to: 47,
    group: 'resource',
    zh: '资源不可用类',
    en: 'Resource unavailable',
    remedyZh: '线路或网络繁忙，稍后再拨；同一城市集中出现时联系华为云',
    remedyEn: 'Lines or network are busy: call again later; if it gathers in one city contact Huawei Cloud',
  },
  {
    to: 63,
    group: 'service',
    zh: '业务不可用类',
    en: 'Service not available',
    remedyZh: '多为对方号码的业务权限所限：换号联系；持续出现联系华为云',
    remedyEn: 'Mostly a restriction of the far number: use another contact; if it lasts contact Huawei Cloud',
  },
  {
    to: 79,
    group: 'not-implemented',
    zh: '业务未实现类',
    en: 'Service not implemented',
    remedyZh: '对端网络不支持：换号联系；持续出现联系华为云',
    remedyEn: 'The far network does not support it: use another contact; if it lasts contact Huawei Cloud',
  },
  {
    to: 95,
    group: 'invalid-message',
    zh: '无效消息类',
    en: 'Invalid message',
    remedyZh: '网络间信令问题：重拨一次；持续出现请带上话单联系华为云',
    remedyEn: 'A fault between networks: try once more; if it lasts contact Huawei Cloud with the CDR',
  },
  {
    to: 111,
    group: 'protocol',
    zh: '协议错误类',
    en: 'Protocol error',
    remedyZh: '网络间信令问题：重拨一次；持续出现请带上话单联系华为云',
    remedyEn: 'A fault between networks: try once more; if it lasts contact Huawei Cloud with the CDR',
  },
  {
    to: 127,
    group: 'interworking',
    zh: '网间互通类',
    en: 'Interworking',
    remedyZh: '网络间互通问题：重拨一次；持续出现请带上话单联系华为云',
    remedyEn: 'A fault between networks: try once more; if it lasts contact Huawei Cloud with the CDR',
  },
]

type Texts = readonly [zh: string, en: string, remedyZh?: string, remedyEn?: string]

/**
 * Q.850 causes of a failed leg 2, as the platform lists them (errors.md §4.2). Where that list gives no text, the standard's
 * name stands. Plain words come first: a supervisor reads them, not a switching engineer. A cause without a remedy has that of its class.
 */
const listed: Readonly<Record<number, Texts>> = {
  0: ['不适用', 'Not applicable', '无需处理', 'Nothing to do'],
  1: ['号码不存在', 'Number not found', '核对号码，更正后重新绑定', 'Correct the number and bind again'],
  2: [
    '无到转接网的路由',
    'No route to the transit network',
    '稍后再拨；持续出现联系华为云',
    'Call again later; if it lasts contact Huawei Cloud',
  ],
  3: [
    '无到目的地的路由',
    'No route to the destination',
    '先核对号码；无误则稍后再拨，持续出现联系华为云',
    'Check the number; if right call again later, and contact Huawei Cloud if it lasts',
  ],
  4: [
    '网络播放了特殊提示音',
    'Special information tone',
    '多为空号、停机或关机的提示音：核对号码或换个时段再拨',
    'Mostly an announcement of the far network: check the number, or call at another time',
  ],
  5: ['长途字冠误拨', 'Wrong trunk prefix', '核对号码是否带+86、区号是否正确', 'Check that the number carries +86 and the right area code'],
  6: ['通路不可接受', 'Channel unacceptable'],
  7: ['呼叫已在已建通路中交付', 'Call awarded, being delivered in an established channel'],
  8: ['被优先呼叫抢占', 'Preemption'],
  9: ['被抢占，电路留待复用', 'Preemption, circuit reserved for reuse'],
  16: ['正常释放', 'Normal call clearing', '无需处理', 'Nothing to do'],
  17: ['用户忙', 'User busy', '几分钟后再拨', 'Call again in a few minutes'],
  18: ['用户无响应', 'No user responding', '对方网络无应答：稍后再拨', 'The far network did not respond: call again later'],
  19: ['振铃后无人接听', 'No answer from user', '换个时段再拨', 'Call at another time'],
  20: [
    '用户不可及',
    'User not reachable',
    '关机或无信号：稍后再拨，或改发短信',
    'Switched off or out of reach: call again later, or send a text',
  ],
  21: [
    '呼叫被拒绝',
    'Call rejected',
    '稍后再拨；同一X号码集中出现时，可能被标记为骚扰电话，请换X号码',
    'Call again later; if it gathers on one X, that number may be marked as spam: use another X',
  ],
  22: ['号码已变更', 'Number changed', '联系对方取得新号码，更正后重新绑定', 'Get the new number and bind again'],
  23: ['已改到新目的地', 'Redirected to a new destination'],
  25: ['交换路由错误', 'Exchange routing error'],
  26: ['未被选中的用户释放', 'Non-selected user clearing'],
  27: [
    '目的地故障',
    'Destination out of order',
    '稍后再拨；同一城市集中出现时联系华为云',
    'Call again later; if it gathers in one city contact Huawei Cloud',
  ],
  28: [
    '号码格式无效',
    'Invalid number format',
    '核对绑定的号码格式，更正后重新绑定',
    'Check the format of the bound number, correct it and bind again',
  ],
  29: ['业务功能被拒绝', 'Facility rejected'],
  30: ['对状态询问的应答', 'Response to status enquiry'],
  31: ['正常释放，原因未指明', 'Normal, unspecified'],
  34: ['无可用电路', 'No circuit available'],
  38: ['网络故障', 'Network out of order'],
  39: ['永久帧连接已停用', 'Permanent frame mode connection out of service'],
  40: ['永久帧连接在用', 'Permanent frame mode connection operational'],
  41: ['临时故障', 'Temporary failure'],
  42: ['交换设备拥塞', 'Switching equipment congestion'],
  43: ['接入信息被丢弃', 'Access information discarded'],
  44: ['请求的电路不可用', 'Requested circuit not available'],
  46: ['优先呼叫被阻塞', 'Precedence call blocked'],
  47: ['资源不可用', 'Resource unavailable, unspecified'],
  49: ['服务质量不可用', 'Quality of service not available'],
  50: ['未订购所请求的功能', 'Requested facility not subscribed'],
  53: ['闭合用户群内禁止呼出', 'Outgoing calls barred within the closed user group'],
  55: ['闭合用户群内禁止呼入', 'Incoming calls barred within the closed user group'],
  57: ['承载能力未获授权', 'Bearer capability not authorized'],
  58: ['承载能力暂不可用', 'Bearer capability not presently available'],
  62: ['呼出接入信息与用户类别不一致', 'Outgoing access information does not fit the subscriber class'],
  63: ['业务或选项不可用', 'Service or option not available, unspecified'],
  65: ['承载能力未实现', 'Bearer capability not implemented'],
  66: ['通路类型未实现', 'Channel type not implemented'],
  69: ['请求的功能未实现', 'Requested facility not implemented'],
  70: ['仅有受限数字承载能力', 'Only restricted digital bearer capability available'],
  79: ['业务或选项未实现', 'Service or option not implemented, unspecified'],
  81: ['呼叫参考值无效', 'Invalid call reference value'],
  82: ['所指通路不存在', 'Identified channel does not exist'],
  83: ['存在挂起的呼叫，但呼叫标识不符', 'A suspended call exists, but this call identity does not'],
  84: ['呼叫标识已被占用', 'Call identity in use'],
  85: ['没有挂起的呼叫', 'No call suspended'],
  86: ['该标识的呼叫已释放', 'Call having the requested identity has been cleared'],
  87: ['用户不在闭合用户群内', 'User not member of the closed user group'],
  88: ['终端不兼容', 'Incompatible destination'],
  97: ['消息类型不存在或未实现', 'Message type non-existent or not implemented'],
  98: ['消息与呼叫状态不符，或消息类型不存在', 'Message not compatible with call state, or type non-existent'],
  99: ['信息单元不存在或未实现', 'Information element non-existent or not implemented'],
  100: ['信息单元内容无效', 'Invalid information element contents'],
  101: ['消息与呼叫状态不符', 'Message not compatible with call state'],
  102: ['定时器超时后恢复', 'Recovery on timer expiry'],
  103: ['参数不存在或未实现，已透传', 'Parameter non-existent or not implemented, passed on'],
  110: ['含无法识别参数的消息被丢弃', 'Message with unrecognized parameter discarded'],
  111: ['协议错误', 'Protocol error, unspecified'],
  127: ['网间互通问题', 'Interworking, unspecified'],
}

export const q850Causes: Readonly<Record<number, Cause>> = Object.fromEntries(
  Object.entries(listed).flatMap(([code, [zh, en, ...remedies]]) => {
    const byClass = classOf(Number(code))
    if (byClass === undefined) return []
    const [remedyZh = byClass.remedyZh, remedyEn = byClass.remedyEn] = remedies
    return [[code, { group: code === '0' ? 'none' : byClass.group, zh, en, remedyZh, remedyEn }]]
  }),
)

/** Unlisted causes are told by their class; 300-699 is a SIP status that stands in for a missing cause (errors.md §4.2). */
export function findQ850Cause(code: number): Omit<Cause, 'group'> & { group: CauseGroup | null; known: boolean } {
  const known = q850Causes[code]
  if (known) return { ...known, known: true }
  const { group, zh, en, remedyZh, remedyEn } = code >= 300 && code <= 699 ? sipStatus : (classOf(code) ?? unlisted)
  return { known: false, group, zh: `${zh}（${code}）`, en: `${en} (${code})`, remedyZh, remedyEn }
}

const contactSupport = {
  remedyZh: '该码未公开说明；如反复出现，请带上话单联系华为云技术支持',
  remedyEn: 'Not documented; if it keeps coming back, contact Huawei Cloud support with the CDR',
}
const sipStatus = { group: null, zh: 'SIP状态码', en: 'SIP status', ...contactSupport }
const unlisted = { group: null, zh: '未收录的原因', en: 'Unlisted cause', ...contactSupport }

function classOf(code: number): Cause | undefined {
  return code < 0 ? undefined : classes.find(({ to }) => code <= to)
}
