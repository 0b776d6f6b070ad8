import { describe, expect, it } from 'vitest'
import { shellWords } from '../../../../electron/app/words.ts'

describe('shellWords', () => {
  it('follows the setting, and the system where it says so', () => {
    expect(shellWords('zh-CN', 'en-US').quit).toBe('退出')
    expect(shellWords('en', 'zh-CN').quit).toBe('Quit')
    expect(shellWords('system', 'zh-TW').quit).toBe('退出')
    expect(shellWords('system', 'de').quit).toBe('Quit')
  })
})
