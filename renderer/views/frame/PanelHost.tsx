import type { ReactNode } from 'react'
import { SidePanel } from '../../components/SidePanel.tsx'
import type { ListTitle, PanelView } from '../../store/panel-slice.ts'
import { useApp } from '../../store/use-app.ts'
import type { Texts } from '../../text/use-text.ts'
import { useText } from '../../text/use-text.ts'
import { CallListPanel } from '../calls/CallListPanel.tsx'
import { CallPanel } from '../calls/CallPanel.tsx'
import { ProblemsPanel } from '../problems/ProblemsPanel.tsx'

const bodies: Record<PanelView['kind'], ReactNode> = { call: <CallPanel />, calls: <CallListPanel />, problems: <ProblemsPanel /> }

export function PanelHost() {
  const texts = useText()
  const { t } = texts
  const panel = useApp((state) => state.panel)
  const { back, closePanel } = useApp(({ back, closePanel }) => ({ back, closePanel }))
  const top = panel.at(-1)
  if (!top) return null
  const title = panelTitle(top, texts)
  return (
    <SidePanel
      title={title}
      label={title}
      words={{ close: t('frame.panel.close'), back: t('frame.panel.back'), resize: t('frame.panel.resize') }}
      onClose={closePanel}
      onBack={panel.length > 1 ? back : undefined}
    >
      {bodies[top.kind]}
    </SidePanel>
  )
}

function panelTitle(view: PanelView, texts: Texts): string {
  if (view.kind === 'call') return texts.t('calls.panel.title')
  return view.kind === 'problems' ? texts.t('problems.title') : listTitle(view.title, texts)
}

function listTitle(title: ListTitle, { t, f }: Texts): string {
  if (title.of === 'card') return t(`live.cards.${title.card}`)
  return title.of === 'minute' ? t('calls.list.of.minute', { minute: f.minute(title.at) }) : t(`calls.list.of.${title.of}`)
}
