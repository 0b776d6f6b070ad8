import {
  ClockCircleOutlined,
  EditOutlined,
  EyeOutlined,
  LinkOutlined,
  MinusCircleOutlined,
  PlusCircleOutlined,
  QuestionCircleOutlined,
  RollbackOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { BindingChange } from '../../../shared/domain/binding.ts'
import { useText } from '../../text/use-text.ts'

const icons: Record<BindingChange, ReactNode> = {
  bound: <LinkOutlined />,
  changed: <EditOutlined />,
  unbound: <MinusCircleOutlined />,
  'first-read': <EyeOutlined />,
  found: <PlusCircleOutlined />,
  'changed-elsewhere': <EditOutlined />,
  'removed-elsewhere': <MinusCircleOutlined />,
  expired: <ClockCircleOutlined />,
  gone: <QuestionCircleOutlined />,
  back: <RollbackOutlined />,
}

/** What happened to a binding. */
export function ChangeMark({ change }: { change: BindingChange }) {
  const { t } = useText()
  return (
    <span className="change-mark" data-change={change} title={t(`poller.changeHint.${change}`)}>
      {icons[change]} {t(`poller.change.${change}`)}
    </span>
  )
}
