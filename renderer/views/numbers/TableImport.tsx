import { LoadingOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useApp } from '../../store/use-app.ts'
import { errorText } from '../../text/error-text.ts'
import { useText } from '../../text/use-text.ts'
import { TableChooser } from './TableChooser.tsx'
import { TableMapping } from './TableMapping.tsx'
import { TableResult } from './TableResult.tsx'

/** The console's number table: choose a file, say what its columns hold, take it in, see what came of it. */
export function TableImport() {
  const texts = useText()
  const { t } = texts
  const { file, preview, result, busy, error } = useApp((state) => state.table)
  const dropTable = useApp((state) => state.dropTable)
  const failure = error && errorText(error, texts)
  return (
    <div className="table-import">
      <h3>{t('numbers.table.title')}</h3>
      <p className="muted">{t('numbers.table.lead')}</p>
      {file === null && <TableChooser />}
      {file !== null && preview === null && busy === 'reading' && (
        <p role="status">
          <LoadingOutlined /> {t('numbers.table.reading', { file: file.name })}
        </p>
      )}
      {file !== null && preview !== null && result === null && <TableMapping file={file} preview={preview} />}
      {failure && (
        <p className="form-failure" role="alert">
          <b>{failure.title}</b>
          {failure.todo}
        </p>
      )}
      {file !== null && preview === null && failure && (
        <p>
          <Button size="small" onClick={dropTable}>
            {t('numbers.table.another')}
          </Button>
        </p>
      )}
      {result !== null && <TableResult result={result} />}
    </div>
  )
}
