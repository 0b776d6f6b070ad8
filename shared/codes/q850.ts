/** Text of one cause. */
export interface CauseText {
  zh: string
  en: string
}

const cause = (zh: string, en: string): CauseText => ({ zh, en })

/**
 * Q.850 causes of a failed leg 2, as the platform lists them (errors.md §4.2). Where that list gives no text, the standard's
 * name stands. Plain words come first: a supervisor reads them, not a switching engineer.
 */
export const q850Causes: Readonly<Record<number, CauseText>> = {
  0: cause('不适用', 'Not applicable'),
  1: cause('号码不存在', 'Number not found'),
  2: cause('无到转接网的路由', 'No route to the transit network'),
  3: cause('无到目的地的路由', 'No route to the destination'),
  4: cause('网络播放了特殊提示音', 'Special information tone'),
  5: cause('长途字冠误拨', 'Wrong trunk prefix'),
  6: cause('通路不可接受', 'Channel unacceptable'),
  7: cause('呼叫已在已建通路中交付', 'Call awarded, being delivered in an established channel'),
  8: cause('被优先呼叫抢占', 'Preemption'),
  9: cause('被抢占，电路留待复用', 'Preemption, circuit reserved for reuse'),
  16: cause('正常释放', 'Normal call clearing'),
  17: cause('用户忙', 'User busy'),
  18: cause('用户无响应', 'No user responding'),
  19: cause('振铃后无人接听', 'No answer from user'),
  20: cause('用户不可及', 'User not reachable'),
  21: cause('呼叫被拒绝', 'Call rejected'),
  22: cause('号码已变更', 'Number changed'),
  23: cause('已改到新目的地', 'Redirected to a new destination'),
  25: cause('交换路由错误', 'Exchange routing error'),
  26: cause('未被选中的用户释放', 'Non-selected user clearing'),
  27: cause('目的地故障', 'Destination out of order'),
  28: cause('号码格式无效', 'Invalid number format'),
  29: cause('业务功能被拒绝', 'Facility rejected'),
  30: cause('对状态询问的应答', 'Response to status enquiry'),
  31: cause('正常释放，原因未指明', 'Normal, unspecified'),
  34: cause('无可用电路', 'No circuit available'),
  38: cause('网络故障', 'Network out of order'),
  39: cause('永久帧连接已停用', 'Permanent frame mode connection out of service'),
  40: cause('永久帧连接在用', 'Permanent frame mode connection operational'),
  41: cause('临时故障', 'Temporary failure'),
  42: cause('交换设备拥塞', 'Switching equipment congestion'),
  43: cause('接入信息被丢弃', 'Access information discarded'),
  44: cause('请求的电路不可用', 'Requested circuit not available'),
  46: cause('优先呼叫被阻塞', 'Precedence call blocked'),
  47: cause('资源不可用', 'Resource unavailable, unspecified'),
  49: cause('服务质量不可用', 'Quality of service not available'),
  50: cause('未订购所请求的功能', 'Requested facility not subscribed'),
  53: cause('闭合用户群内禁止呼出', 'Outgoing calls barred within the closed user group'),
  55: cause('闭合用户群内禁止呼入', 'Incoming calls barred within the closed user group'),
  57: cause('承载能力未获授权', 'Bearer capability not authorized'),
  58: cause('承载能力暂不可用', 'Bearer capability not presently available'),
  62: cause('呼出接入信息与用户类别不一致', 'Outgoing access information does not fit the subscriber class'),
  63: cause('业务或选项不可用', 'Service or option not available, unspecified'),
  65: cause('承载能力未实现', 'Bearer capability not implemented'),
  66: cause('通路类型未实现', 'Channel type not implemented'),
  69: cause('请求的功能未实现', 'Requested facility not implemented'),
  70: cause('仅有受限数字承载能力', 'Only restricted digital bearer capability available'),
  79: cause('业务或选项未实现', 'Service or option not implemented, unspecified'),
  81: cause('呼叫参考值无效', 'Invalid call reference value'),
  82: cause('所指通路不存在', 'Identified channel does not exist'),
  83: cause('存在挂起的呼叫，但呼叫标识不符', 'A suspended call exists, but this call identity does not'),
  84: cause('呼叫标识已被占用', 'Call identity in use'),
  85: cause('没有挂起的呼叫', 'No call suspended'),
  86: cause('该标识的呼叫已释放', 'Call having the requested identity has been cleared'),
  87: cause('用户不在闭合用户群内', 'User not member of the closed user group'),
  88: cause('终端不兼容', 'Incompatible destination'),
  97: cause('消息类型不存在或未实现', 'Message type non-existent or not implemented'),
  98: cause('消息与呼叫状态不符，或消息类型不存在', 'Message not compatible with call state, or type non-existent'),
  99: cause('信息单元不存在或未实现', 'Information element non-existent or not implemented'),
  100: cause('信息单元内容无效', 'Invalid information element contents'),
  101: cause('消息与呼叫状态不符', 'Message not compatible with call state'),
  102: cause('定时器超时后恢复', 'Recovery on timer expiry'),
  103: cause('参数不存在或未实现，已透传', 'Parameter non-existent or not implemented, passed on'),
  110: cause('含无法识别参数的消息被丢弃', 'Message with unrecognized parameter discarded'),
  111: cause('协议错误', 'Protocol error, unspecified'),
  127: cause('网间互通问题', 'Interworking, unspecified'),
}

// The classes of Q.850 §2.2: the high bits of the cause.
const classes: readonly { to: number; text: CauseText }[] = [
  { to: 31, text: cause('正常类释放', 'Normal event') },
  { to: 47, text: cause('资源不可用类', 'Resource unavailable') },
  { to: 63, text: cause('业务不可用类', 'Service not available') },
  { to: 79, text: cause('业务未实现类', 'Service not implemented') },
  { to: 95, text: cause('无效消息类', 'Invalid message') },
  { to: 111, text: cause('协议错误类', 'Protocol error') },
  { to: 127, text: cause('网间互通类', 'Interworking') },
]

/** Unlisted causes are told by their class; 300-699 is a SIP status that stands in for a missing cause (errors.md §4.2). */
export function findQ850Cause(code: number): CauseText & { known: boolean } {
  const known = q850Causes[code]
  if (known) return { ...known, known: true }
  const sip = code >= 300 && code <= 699
  const family = code < 0 ? undefined : classes.find(({ to }) => code <= to)
  const { zh, en } = sip ? cause('SIP状态码', 'SIP status') : (family?.text ?? cause('未收录的原因', 'Unlisted cause'))
  return { known: false, zh: `${zh}（${code}）`, en: `${en} (${code})` }
}
