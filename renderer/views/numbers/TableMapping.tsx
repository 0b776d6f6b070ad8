import { Button, Form, Radio, Select } from 'antd'
import { useState } from 'react'
import { TableFile, type NumberTablePreview } from '../../../shared/ipc/numbers.ts'
import { mappingOf, type MappingGap } from '../../store/numbers-slice.ts'
import { useApp } from '../../store/use-app.ts'
import { useText } from '../../text/use-text.ts'
import { columnName } from './column-name.ts'
import { TableSamples } from './TableSamples.tsx'

interface Props {
  file: TableFile
  preview: NumberTablePreview
}

/** What is in the file and which column holds what. */
export function TableMapping({ file, preview }: Props) {
  const { t, f } = useText()
  const { mapping, busy } = useApp((state) => state.table)
  const { importTable, dropTable } = useApp(({ importTable, dropTable }) => ({ importTable, dropTable }))
  const [asked, setAsked] = useState(false)
  const choice = mappingOf(mapping)
  const gap = typeof choice === 'string' ? choice : null
  const rows = f.number(preview.rows)
  const takeIn = () => {
    setAsked(true)
    if (typeof choice !== 'string') void importTable(choice)
  }
  return (
    <Form layout="vertical" requiredMark={false} disabled={busy !== null} className="table-mapping" onFinish={takeIn}>
      <p className="table-file">
        <b>{file.name}</b>
        <span className="muted">
          {t(`numbers.table.format.${preview.format}`)} · {t('numbers.table.rows', { n: rows })}
        </span>
        <Button size="small" onClick={dropTable}>
          {t('numbers.table.another')}
        </Button>
      </p>
      <HowRead file={file} preview={preview} />
      <h4>{t('numbers.table.mapping')}</h4>
      <p className={preview.mapping === null ? 'table-attention' : 'muted'}>
        {t(
          preview.mapping === null ? 'numbers.table.notGuessed' : preview.remembered ? 'numbers.table.remembered' : 'numbers.table.guessed',
        )}
      </p>
      <Columns preview={preview} gap={asked ? gap : null} />
      <TableSamples preview={preview} mapping={mapping} />
      <div className="form-end">
        <Button type="primary" htmlType="submit" loading={busy === 'importing'}>
          {t(busy === 'importing' ? 'numbers.table.importing' : 'numbers.table.import', { n: rows })}
        </Button>
        <span className="unseen" role="status">
          {busy === 'importing' ? t('numbers.table.importing', { n: rows }) : ''}
        </span>
      </div>
    </Form>
  )
}

/** The encoding of a text, the sheet of a workbook: read again when another is chosen. */
function HowRead({ file, preview }: Props) {
  const { t } = useText()
  const readTableAs = useApp((state) => state.readTableAs)
  if (preview.format === 'xlsx') {
    if (preview.sheets.length < 2) return null
    return (
      <Form.Item label={t('numbers.table.sheet')} htmlFor="table-sheet">
        <Select
          id="table-sheet"
          value={file.sheet ?? preview.sheets[0] ?? null}
          options={preview.sheets.map((sheet) => ({ value: sheet, label: sheet }))}
          onChange={(sheet) => void readTableAs({ sheet })}
        />
      </Form.Item>
    )
  }
  const encodings = TableFile.shape.encoding.unwrap().options
  const readAs = file.encoding === 'auto' && preview.encoding !== null ? t(`numbers.table.encodings.${preview.encoding}`) : null
  return (
    <Form.Item
      label={t('numbers.table.encoding')}
      htmlFor="table-encoding"
      extra={readAs === null ? undefined : t('numbers.table.encodingRead', { encoding: readAs })}
    >
      <Select
        id="table-encoding"
        className="table-encoding"
        value={file.encoding}
        options={encodings.map((value) => ({ value, label: t(`numbers.table.encodings.${value}`) }))}
        onChange={(encoding) => void readTableAs({ encoding })}
      />
    </Form.Item>
  )
}

function Columns({ preview, gap }: { preview: NumberTablePreview; gap: MappingGap | null }) {
  const { t } = useText()
  const { number, city, byColumn, app, appId } = useApp((state) => state.table.mapping)
  const mapTable = useApp((state) => state.mapTable)
  const apps = useApp(({ data }) => data.apps.value ?? [])
  const columns = preview.columns.map((column) => ({ value: column.index, label: columnName(column, t) }))
  const found = (wanted: MappingGap, words: string) => (gap === wanted ? { validateStatus: 'error' as const, help: words } : {})
  return (
    <>
      <div className="form-pair">
        <Form.Item label={t('numbers.table.number')} htmlFor="table-number" {...found('number', t('numbers.table.chooseNumber'))}>
          <Select id="table-number" value={number} options={columns} onChange={(value) => mapTable({ number: value })} />
        </Form.Item>
        <Form.Item label={t('numbers.table.city')} htmlFor="table-city" extra={t('numbers.table.cityHelp')}>
          <Select
            id="table-city"
            value={city ?? -1}
            options={[{ value: -1, label: t('numbers.table.cityNone') }, ...columns]}
            onChange={(value) => mapTable({ city: value < 0 ? null : value })}
          />
        </Form.Item>
      </div>
      <div className="form-pair">
        <Form.Item label={t('numbers.table.belongs')}>
          <Radio.Group
            aria-label={t('numbers.table.belongs')}
            value={byColumn}
            options={[
              { value: false, label: t('numbers.table.belongsTo.one') },
              { value: true, label: t('numbers.table.belongsTo.column') },
            ]}
            onChange={({ target }) => mapTable({ byColumn: target.value === true })}
          />
        </Form.Item>
        {byColumn ? (
          <Form.Item
            label={t('numbers.table.appColumn')}
            htmlFor="table-app-column"
            extra={t('numbers.table.appColumnHelp')}
            {...found('app', t('numbers.table.chooseAppColumn'))}
          >
            <Select id="table-app-column" value={app} options={columns} onChange={(value) => mapTable({ app: value })} />
          </Form.Item>
        ) : (
          <Form.Item label={t('numbers.table.app')} htmlFor="table-app" {...found('appId', t('numbers.table.chooseApp'))}>
            <Select
              id="table-app"
              value={appId}
              options={apps.map(({ id, name, mode }) => ({ value: id, label: `${name} · ${mode}` }))}
              onChange={(value) => mapTable({ appId: value })}
            />
          </Form.Item>
        )}
      </div>
    </>
  )
}
