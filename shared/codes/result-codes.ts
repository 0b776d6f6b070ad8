/** What kind of trouble a result code is. `account`: the account, the app or the caller's address; `flow`: too much at a time. */
export type ResultGroup = 'success' | 'request' | 'credentials' | 'account' | 'flow' | 'number' | 'capacity' | 'binding' | 'platform'

/** What a result code of the API means to a supervisor. */
export interface ResultCode {
  group: ResultGroup
  zh: string
  en: string
  remedyZh: string
  remedyEn: string
}

// The header rows differ only in what is missing; no supervisor can put it right, so one remedy serves all.
const faultyHeader = (zh: string, en: string): ResultCode => ({
  group: 'credentials',
  zh,
  en,
  remedyZh: '鉴权头不完整，属程序问题：升级本软件或联系开发者',
  remedyEn: 'The request header is incomplete: a fault of this program, update it or tell its developers',
})

/** Result codes of the platform's API (errors.md §2, §3). The published list is incomplete. */
export const resultCodes: Readonly<Record<string, ResultCode>> = {
  0: {
    group: 'success',
    zh: '成功',
    en: 'Success',
    remedyZh: '无需处理',
    remedyEn: 'Nothing to do',
  },
  1010001: {
    group: 'platform',
    zh: '平台内部错误',
    en: 'Internal system error',
    remedyZh: '稍后重试；持续出现联系华为云',
    remedyEn: 'Try again later; if it lasts contact Huawei Cloud',
  },
  1010002: {
    group: 'request',
    zh: '请求参数错误',
    en: 'Invalid request',
    remedyZh: '按返回描述中的字段改正：号码要带+86、前后无空格；引用的放音文件须已审核通过',
    remedyEn: 'Correct the field named in the answer: numbers need +86 and no blanks; announcement files must be approved',
  },
  1010003: {
    group: 'credentials',
    zh: 'APP_Key无效',
    en: 'Invalid app_key',
    remedyZh: '在控制台重新复制APP_Key和APP接入地址',
    remedyEn: 'Copy APP_Key and the access address again from the console',
  },
  1010010: {
    group: 'flow',
    zh: '达到平台流控上限',
    en: 'The flow control upper limit is reached on the platform',
    remedyZh: '等一分钟再试，并放慢批量操作',
    remedyEn: 'Wait one minute, then go on more slowly',
  },
  1010029: {
    group: 'account',
    zh: '账号已冻结',
    en: 'The subscriber status is frozen',
    remedyZh: '确认登录的是正确账号，到费用中心查欠费并充值；未欠费则联系华为云',
    remedyEn: 'Make sure it is the right account, check arrears in the billing center and recharge; otherwise contact Huawei Cloud',
  },
  1010040: {
    group: 'account',
    zh: '该应用不能调用此接口',
    en: 'The app_key is not allowed to invoke this API',
    remedyZh: '应用的模式与接口不符：核对本应用设置的模式',
    remedyEn: 'The app has another mode: check the mode set for this app',
  },
  1011001: {
    group: 'credentials',
    zh: '账号不存在',
    en: 'Account does not exist',
    remedyZh: '核对APP_Key；无误则联系华为云',
    remedyEn: 'Check APP_Key; if right contact Huawei Cloud',
  },
  1011002: {
    group: 'capacity',
    zh: '号码资源不足',
    en: 'Insufficient number of resources',
    remedyZh: '换个城市或改用非严格匹配；仍不足则订购号码',
    remedyEn: 'Choose another city or non-strict matching; otherwise order numbers',
  },
  1011003: {
    group: 'capacity',
    zh: '超出可申请的资源上限',
    en: 'Exceeded the upper limit of resources that can be applied for',
    remedyZh: '该A号码已绑满5个X号码：解绑一个，或换A号码',
    remedyEn: 'This A already has 5 X: unbind one or use another A',
  },
  1011004: {
    group: 'binding',
    zh: '号码未被绑定',
    en: 'The number is not applied for binding',
    remedyZh: '核对X号码和绑定ID；可能已解绑',
    remedyEn: 'Check X and the binding id; it may be unbound already',
  },
  1011005: {
    group: 'binding',
    zh: '号码已被占用',
    en: 'Resources have been allocated',
    remedyZh: '该X号码已绑给其他A号码，请换一个X号码',
    remedyEn: 'This X is bound to another A: take another X',
  },
  1012001: {
    group: 'number',
    zh: 'X号码不可用于绑定',
    en: 'Resource of number is not to be applied',
    remedyZh: '依次检查：是否欠费、X号码是否属于本应用、必填参数是否齐全',
    remedyEn: 'Check in this order: arrears, whether X belongs to this app, required parameters',
  },
  1012007: {
    group: 'binding',
    zh: '记录不存在',
    en: 'The record does not exist',
    remedyZh: '解绑时可视为已完成；绑定时核对X号码是否还在用',
    remedyEn: 'When unbinding: already done; when binding: check that X is still yours',
  },
  1012008: {
    group: 'capacity',
    zh: '号码资源不足',
    en: 'Insufficient number of resources',
    remedyZh: '该城市没有空闲X号码：换城市、改用非严格匹配，或订购号码',
    remedyEn: 'No free X in this city: choose another, use non-strict matching, or order numbers',
  },
  1012010: {
    group: 'binding',
    zh: '该X号码已绑定其中一方',
    en: 'The relation number has been bound',
    remedyZh: 'A或B在该X号码上已有绑定：换一个X号码，或先解绑旧的',
    remedyEn: 'A or B already has a binding on this X: use another X or unbind first',
  },
  1012102: {
    group: 'number',
    zh: '号码状态异常或在黑名单中',
    en: 'The number is blacklisted or its status is abnormal',
    remedyZh: '停用该X号码并换号；检查投诉通知、欠费和实名认证',
    remedyEn: 'Stop using this X; check complaints, arrears and real-name registration',
  },
  1016001: {
    group: 'binding',
    zh: '记录不存在',
    en: 'The record does not exist',
    remedyZh: '没有找到绑定：可能已解绑或已过期',
    remedyEn: 'No binding found: unbound already or expired',
  },
  1016002: {
    group: 'binding',
    zh: '记录已存在',
    en: 'The record already exists',
    remedyZh: '绑定已存在：先查询核对，不要重复提交',
    remedyEn: 'The binding exists: query and compare before sending again',
  },
  1020001: {
    group: 'request',
    zh: '参数错误',
    en: 'Parameter error',
    remedyZh: '核对请求参数',
    remedyEn: 'Check the parameters',
  },
  1020002: {
    group: 'platform',
    zh: '平台内部错误',
    en: 'Internal error',
    remedyZh: '稍后重试；持续出现联系华为云',
    remedyEn: 'Try again later; if it lasts contact Huawei Cloud',
  },
  1020003: {
    group: 'request',
    zh: '参数错误',
    en: 'Parameter error',
    remedyZh: '核对请求参数',
    remedyEn: 'Check the parameters',
  },
  1020165: {
    group: 'flow',
    zh: '并发超出配额',
    en: 'The calls of this app exceed its quota',
    remedyZh: '放慢操作；经常出现时申请提高配额',
    remedyEn: 'Slow down; if frequent ask for a higher quota',
  },
  1020166: {
    group: 'account',
    zh: '本机IP不在白名单',
    en: 'The client IP is not in the whitelist',
    remedyZh: '把本机的公网IP加入应用白名单，或改从白名单内的机器访问',
    remedyEn: 'Have the public IP of this machine put on the whitelist, or use a listed machine',
  },
  1020167: {
    group: 'capacity',
    zh: '没有可用的分机号',
    en: 'No idle extension',
    remedyZh: '换一个分机号；X号码的分机已满时换X号码',
    remedyEn: 'Choose another extension; if X is full use another X',
  },
  1020176: {
    group: 'account',
    zh: '鉴权失败次数过多，IP被临时封禁',
    en: 'Too many failed authentications, the IP is blocked',
    remedyZh: '立即停止重试，更正密钥后等30分钟；着急可联系华为云解封',
    remedyEn: 'Stop retrying, correct the secret and wait 30 minutes, or ask Huawei Cloud to release it',
  },
  1023001: {
    group: 'platform',
    zh: '鉴权服务内部错误',
    en: 'Internal error of the authentication service',
    remedyZh: '稍后重试；持续出现联系华为云',
    remedyEn: 'Try again later; if it lasts contact Huawei Cloud',
  },
  1023002: {
    group: 'platform',
    zh: '平台响应超时',
    en: 'Response timeout',
    remedyZh: '先查询结果，再重发一次；反复出现联系华为云',
    remedyEn: 'Query the outcome first, then send once more; if repeated contact Huawei Cloud',
  },
  1023006: faultyHeader('请求缺少Authorization头', 'Authorization missing'),
  1023007: faultyHeader('Authorization缺少realm', 'realm missing in Authorization'),
  1023008: faultyHeader('Authorization缺少profile', 'profile missing in Authorization'),
  1023009: faultyHeader('realm必须为SDP', 'realm must be SDP'),
  1023010: faultyHeader('profile必须为UsernameToken', 'profile must be UsernameToken'),
  1023011: faultyHeader('type必须为Appkey', 'type must be Appkey'),
  1023012: faultyHeader('Authorization缺少type', 'type missing in Authorization'),
  1023033: faultyHeader('请求缺少X-AKSK头', 'X-AKSK missing'),
  1023034: faultyHeader('X-AKSK缺少Username', 'Username missing in X-AKSK'),
  1023035: faultyHeader('X-AKSK缺少Nonce', 'Nonce missing in X-AKSK'),
  1023036: faultyHeader('X-AKSK缺少Created', 'Created missing in X-AKSK'),
  1023037: faultyHeader('X-AKSK缺少PasswordDigest', 'PasswordDigest missing in X-AKSK'),
}

interface Family {
  prefix: string
  /** Null where the family is mixed and says nothing. */
  group: ResultGroup | null
  zh: string
  en: string
}

const families: readonly Family[] = [
  { prefix: '1023', group: 'credentials', zh: '鉴权失败', en: 'Authentication failed' },
  { prefix: '1020', group: null, zh: '鉴权或配额问题', en: 'Authentication or quota' },
  { prefix: '1010', group: null, zh: '请求或账号问题', en: 'Request or account' },
  { prefix: '1011', group: null, zh: '号码或绑定问题', en: 'Number or binding' },
  { prefix: '1012', group: null, zh: '号码或绑定问题', en: 'Number or binding' },
  { prefix: '1016', group: 'binding', zh: '绑定记录问题', en: 'Binding record' },
]

/** What is known about a code; `group` is null where not even its family says. */
export interface ResultCodeFinding extends Omit<ResultCode, 'group'> {
  known: boolean
  group: ResultGroup | null
}

/** An unlisted code is told by its first four digits. `1023013`-`1023032` are said to be the X-WSSE counterparts (errors.md §2). */
export function findResultCode(code: string): ResultCodeFinding {
  const known = Object.hasOwn(resultCodes, code) ? resultCodes[code] : undefined
  if (known) return { ...known, known: true }
  const family = families.find(({ prefix }) => code.startsWith(prefix))
  return {
    known: false,
    group: family?.group ?? null,
    zh: `${family?.zh ?? '平台返回未收录的错误'}（${code}）`,
    en: `${family?.en ?? 'Unlisted error of the platform'} (${code})`,
    remedyZh: '查明原因前不要反复重试，以免IP被封禁；可带上错误码联系华为云',
    remedyEn: 'Do not retry before the cause is found, the IP may get blocked; contact Huawei Cloud with this code',
  }
}
