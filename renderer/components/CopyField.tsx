import { CheckOutlined, CopyOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import './copy-field.css'

interface Props {
  label: string
  value: string
  words: { copy: string; copied: string }
}

/** A value to be carried elsewhere: selectable, with a button that copies it and says so. */
export function CopyField({ label, value, words }: Props) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2_000)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <div className="copy-field">
      <code className="mono">{value}</code>
      <Button
        size="small"
        icon={copied ? <CheckOutlined /> : <CopyOutlined />}
        aria-label={`${words.copy}: ${label}`}
        onClick={() => void copyText(value).then(() => setCopied(true))}
      >
        {copied ? words.copied : words.copy}
      </Button>
      <span className="unseen" role="status">
        {copied ? words.copied : ''}
      </span>
    </div>
  )
}

/** The page has no clipboard permission by design, so the copy goes the way of a user's own Ctrl+C. */
async function copyText(text: string): Promise<void> {
  const field = document.createElement('textarea')
  field.value = text
  field.className = 'unseen'
  document.body.append(field)
  field.select()
  document.execCommand('copy')
  field.remove()
}
