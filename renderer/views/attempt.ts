import { App } from 'antd'
import { asAppError } from '../api.ts'
import { errorText } from '../text/error-text.ts'
import { useText } from '../text/use-text.ts'

/** Runs a wish that has no form to show its failure in; says what happened and what to do instead. */
export function useAttempt(): (wish: () => Promise<unknown>) => Promise<boolean> {
  const { notification } = App.useApp()
  const texts = useText()
  return async (wish) => {
    try {
      await wish()
      return true
    } catch (thrown) {
      const { title, todo } = errorText(asAppError(thrown), texts)
      notification.error({ title, description: todo, placement: 'topRight' })
      return false
    }
  }
}
