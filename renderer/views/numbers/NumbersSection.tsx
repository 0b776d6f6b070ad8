import { useText } from '../../text/use-text.ts'
import { Section } from '../settings/Section.tsx'
import { NumberSummary } from './NumberSummary.tsx'
import { TableImport } from './TableImport.tsx'
import './numbers.css'

/** What is known of X numbers, and the console's number table as a source of them. */
export function NumbersSection() {
  const { t } = useText()
  return (
    <Section name="numbers" title={t('numbers.summary.title')}>
      <NumberSummary />
      <TableImport />
    </Section>
  )
}
