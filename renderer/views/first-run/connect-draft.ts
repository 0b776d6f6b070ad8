import type { SecretKeeping } from '../../../shared/domain/profile.ts'
import { ReceiverSettings } from '../../../shared/settings.ts'
import type { ConnectDraft } from '../../store/profiles-slice.ts'
import { appInput, newAppDraft, type AppDraft } from '../forms/AppFields.tsx'
import { receiverDraft, receiverInput, type ReceiverDraft } from '../forms/ReceiverFields.tsx'

/** The connect form as typed. */
export interface Draft {
  name: string
  app: AppDraft
  receiver: ReceiverDraft
  keeping: SecretKeeping
  passphrase: string
  passphraseAgain: string
}

export function startDraft(kept: ConnectDraft, osKeeping: boolean): Draft {
  return {
    name: '',
    app: newAppDraft,
    receiver: receiverDraft(ReceiverSettings.parse({})),
    keeping: osKeeping ? 'os' : 'passphrase',
    passphrase: '',
    passphraseAgain: '',
    ...kept,
  }
}

/** What the draft asks for; the contract's schema judges it. */
export function connectInput({ name, app, receiver, keeping, passphrase }: Draft): unknown {
  const given = passphrase === '' ? null : passphrase
  return { name, app: appInput(app), receiver: receiverInput(receiver), keeping, passphrase: keeping === 'passphrase' ? given : null }
}
