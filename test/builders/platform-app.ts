import { Answers, ApiSettings, type PlatformApp } from '../../shared/domain/platform-app.ts'

export const secret = 'test-secret'

export function anApp(given: Partial<PlatformApp> = {}): PlatformApp {
  return {
    id: 1,
    name: 'shop',
    mode: 'AXB',
    appKey: 'k-test',
    baseUrl: 'http://127.0.0.1',
    signature: 'required',
    pathToken: 'token-of-shop',
    answers: Answers.parse({}),
    api: ApiSettings.parse({}),
    createdAt: 0,
    ...given,
  }
}
