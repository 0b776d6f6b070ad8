/** What the API answers: an HTTP status and a JSON body with `resultcode` and `resultdesc` (errors.md §1), or a redirection without a body. */
export type ApiAnswer =
  | { status: number; body: { resultcode: string; resultdesc: string; [field: string]: unknown } }
  | { status: 301; location: string }

// Statuses: 400 for headers and parameters, 403 for refusals are documented; 401 for an unknown key is our reading (errors.md §1).
const refusals = {
  1023006: [400, 'Authorization not contained in the HTTP header.'],
  1023007: [400, 'realm not contained in Authorization.'],
  1023008: [400, 'profile not contained in Authorization.'],
  1023009: [400, 'The value of realm in Authorization must be SDP.'],
  1023010: [400, 'The value of profile in Authorization must be UsernameToken.'],
  1023011: [400, 'The value of type in Authorization must be app_key.'],
  1023012: [400, 'type not contained in Authorization.'],
  1023033: [400, 'HTTP header not found X-AKSK field.'],
  1023034: [400, 'UserName not contained in X-AKSK.'],
  1023035: [400, 'Nonce not contained in X-AKSK.'],
  1023036: [400, 'Created not contained in X-AKSK.'],
  1023037: [400, 'PasswordDigest not contained in X-AKSK.'],
  1020166: [403, 'The app client ip is not in ip white list.'],
  1020176: [403, 'Authentication failed, try again later'],
  1010001: [500, 'Internal system error.'],
  1010002: [400, 'Invalid request.'],
  1010003: [401, 'Invalid app_key.'],
  1010010: [403, 'The flow control upper limit is reached on the platform.'],
  1010029: [403, 'The subscriber status is frozen'],
  1010040: [403, 'The app_key is not allowed to invoke the API.'],
  1011002: [403, 'Insufficient number of resources.'],
  1011003: [403, 'Exceeded the upper limit of resources that can be applied for.'],
  1011004: [403, 'The number is not applied for binding application.'],
  1011005: [403, 'Resources have been allocated'],
  1012001: [403, 'Resource of number is not to be applied.'],
  1012007: [403, 'The record does not exist.'],
  1012008: [403, 'Insufficient number of resources.'],
  1012010: [403, 'The relation number has been bound.'],
  1012102: [403, 'The number status is abnormal'],
  1016001: [403, 'The record does not exist.'],
  1016002: [403, 'The record already exists.'],
  1020167: [403, 'No idle extend Number.'],
} as const satisfies Record<number, readonly [number, string]>

export type RefusalCode = keyof typeof refusals

/** @param detail what 1010002 adds: the name of the wrong field or file */
export function refuse(code: RefusalCode, detail = ''): ApiAnswer {
  const [status, text] = refusals[code]
  return { status, body: { resultcode: String(code), resultdesc: `${text}${detail}` } }
}

export function succeed(fields: Record<string, unknown> = {}): ApiAnswer {
  return { status: 200, body: { resultcode: '0', resultdesc: 'Success', ...fields } }
}
