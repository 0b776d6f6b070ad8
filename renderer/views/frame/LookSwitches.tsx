import { BulbOutlined, GlobalOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { Settings } from '../../../shared/settings.ts'
import { useApp } from '../../store/use-app.ts'
import { useText } from '../../text/use-text.ts'
import { useAttempt } from '../attempt.ts'

const languages = Settings.shape.language.options
const themes = Settings.shape.theme.options

/** Language and theme, one click away from every page. */
export function LookSwitches() {
  const { t } = useText()
  const attempt = useAttempt()
  const language = useApp(({ data }) => data.settings.value?.language ?? 'system')
  const theme = useApp(({ data }) => data.settings.value?.theme ?? 'system')
  const updateSettings = useApp((state) => state.updateSettings)
  return (
    <span className="strip-look">
      <Dropdown
        trigger={['click']}
        menu={{
          selectedKeys: [language],
          items: languages.map((key) => ({
            key,
            label: t(`frame.language.${key}`),
            onClick: () => void attempt(() => updateSettings({ language: key })),
          })),
        }}
      >
        <Button
          type="text"
          size="small"
          icon={<GlobalOutlined />}
          aria-label={t('frame.language.label')}
          title={t('frame.language.label')}
        />
      </Dropdown>
      <Dropdown
        trigger={['click']}
        menu={{
          selectedKeys: [theme],
          items: themes.map((key) => ({
            key,
            label: t(`frame.theme.${key}`),
            onClick: () => void attempt(() => updateSettings({ theme: key })),
          })),
        }}
      >
        <Button type="text" size="small" icon={<BulbOutlined />} aria-label={t('frame.theme.label')} title={t('frame.theme.label')} />
      </Dropdown>
    </span>
  )
}
