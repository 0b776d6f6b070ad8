import { Modal } from 'antd'
import { useApp } from '../../store/use-app.ts'
import { useText } from '../../text/use-text.ts'

export function KeySheet() {
  const { t } = useText()
  const { keysShown, showKeys } = useApp(({ keysShown, showKeys }) => ({ keysShown, showKeys }))
  const keys: [string[], string][] = [
    [['Ctrl/⌘ 1'], t('frame.keys.pageLive')],
    [['Ctrl/⌘ 2'], t('frame.keys.pageSettings')],
    [['/'], t('frame.keys.search')],
    [['↑', '↓'], t('frame.keys.rows')],
    [['Home', 'End'], t('frame.keys.ends')],
    [['Enter'], t('frame.keys.openRow')],
    [['Esc'], t('frame.keys.close')],
    [['?'], t('frame.keys.sheet')],
  ]
  return (
    <Modal open={keysShown} onCancel={() => showKeys(false)} footer={null} title={t('frame.keys.title')} width={420} destroyOnHidden>
      <dl className="key-sheet">
        {keys.map(([caps, what]) => (
          <div key={what}>
            <dt>
              {caps.map((cap) => (
                <kbd key={cap}>{cap}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
