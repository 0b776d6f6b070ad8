import { InboxOutlined } from '@ant-design/icons'
import { Upload } from 'antd'
import { useState } from 'react'
import { mostTableBytes } from '../../../shared/ipc/numbers.ts'
import { useApp } from '../../store/use-app.ts'
import { useText } from '../../text/use-text.ts'

/** Takes a file by drop, click or keyboard. It is read here, in the page: the page has no paths, and needs none. */
export function TableChooser() {
  const { t, f } = useText()
  const readTable = useApp((state) => state.readTable)
  const [fault, setFault] = useState<{ title: string; todo: string } | null>(null)
  const choose = async (file: File) => {
    if (file.size > mostTableBytes) {
      setFault({ title: t('numbers.table.tooLarge', { size: f.bytes(file.size) }), todo: t('numbers.table.tooLargeText') })
    } else if (file.size === 0) {
      setFault({ title: t('numbers.table.emptyFile'), todo: t('numbers.table.emptyFileText') })
    } else await readTable({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
  }
  return (
    <>
      <Upload.Dragger
        accept=".csv,.txt,.xlsx"
        multiple={false}
        showUploadList={false}
        aria-label={t('numbers.table.choose')}
        beforeUpload={(file) => {
          void choose(file)
          return false
        }}
      >
        <p className="table-drop-icon">
          <InboxOutlined />
        </p>
        <p>{t('numbers.table.drop')}</p>
        <p className="muted small">{t('numbers.table.dropHelp', { size: f.bytes(mostTableBytes) })}</p>
      </Upload.Dragger>
      {fault && (
        <p className="form-failure" role="alert">
          <b>{fault.title}</b>
          {fault.todo}
        </p>
      )}
    </>
  )
}
