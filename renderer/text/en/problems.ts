import type { Messages } from '../messages.ts'

export const problems: Messages['problems'] = {
  title: 'Problem pushes',
  lead: 'Pushes that were not taken in, and those taken in with a remark; newest first.',
  empty: 'No problem pushes',
  emptyText: 'Pushes that were refused, quarantined or stale, and those beyond what the platform documents, are listed here.',
  unknownApp: 'Unknown app',
  todo: 'What to do',
  kind: { 'call-event': 'Call event', cdr: 'CDR', 'number-status': 'X number status', sms: 'SMS', unknown: 'Unknown kind' },
  verdict: {
    accepted: 'Accepted',
    duplicate: 'Duplicate',
    partial: 'Partly quarantined',
    quarantined: 'Quarantined',
    unsupported: 'Not handled',
    stale: 'Stale',
    refused: 'Refused',
  },
  noReason: {
    what: 'The signature is right, but the version that received it did not handle this kind of push. Its text is kept.',
    todo: 'Nothing; the present version handles them, so those that arrive from now on are taken in.',
  },
  reason: {
    'signature-missing': {
      name: 'No signature',
      what: 'The push carries no signature header, so nothing shows that the platform sent it.',
      todo: 'Make sure pushes come straight from the platform; a proxy must keep the X-AKSK or X-WSSE header.',
    },
    'signature-wrong': {
      name: 'Wrong signature',
      what: 'The signature does not match any known secret.',
      todo: 'Check the APP_Secret under Settings → Apps, then "Check signatures again" takes these pushes in.',
    },
    'signature-malformed': {
      name: 'Unreadable signature',
      what: 'The signature header is incomplete.',
      todo: 'Check whether a proxy on the way rewrites headers.',
    },
    'unknown-key': {
      name: 'Unknown APP_Key',
      what: 'The APP_Key of the push does not belong to the app of this URL.',
      todo: 'Check that the console holds the URL of this app, or add the app.',
    },
    'nonce-replayed': {
      name: 'Nonce used twice',
      what: 'The same nonce came before with another body: it may be a replay.',
      todo: "If it happens often, check the way pushes take and ask the platform's support.",
    },
    'not-json': {
      name: 'Not JSON',
      what: 'The body is not JSON.',
      todo: 'Probably a stray visitor. If the platform sent it, ask its support.',
    },
    'too-large': {
      name: 'Too large',
      what: 'The body exceeds 512 KiB, far more than any normal push.',
      todo: 'Probably a stray visitor. If the platform sent it, ask its support.',
    },
    'too-slow': {
      name: 'Too slow',
      what: 'The body was not complete after 10 seconds.',
      todo: 'Check the network, proxy or tunnel towards the platform.',
    },
    'created-too-old': {
      name: 'Signed too long ago',
      what: 'The signature is more than 12 hours old.',
      todo: "Check this computer's clock; if it is right, an old push may have been replayed.",
    },
    'created-in-future': {
      name: 'Signed in the future',
      what: "The signature time is more than 15 minutes ahead of this computer's clock.",
      todo: "Set this computer's clock.",
    },
    'unknown-shape': {
      name: 'Unknown format',
      what: 'The signature is right, but the format is not a known one.',
      todo: 'Its text is kept. See whether there is a newer version.',
    },
    'unknown-event-type': {
      name: 'Unknown event type',
      what: 'The signature is right, but the event type is not a documented one.',
      todo: 'Its text is kept. See whether there is a newer version.',
    },
    'invalid-fields': {
      name: 'Invalid fields',
      what: 'Required fields are missing or have wrong values.',
      todo: "Its text is kept. If it happens often, show a sample to the platform's support.",
    },
    'other-app': {
      name: 'Other app',
      what: 'The body names another app than the signature.',
      todo: 'Check which URL each app has in the console.',
    },
    'apply-failed': {
      name: 'Processing failed',
      what: 'The program could not process this push; others are not affected.',
      todo: 'Its text is kept. Please send us the log.',
    },
    'more-than-documented': {
      name: 'More entries than documented',
      what: 'One push held more records than the platform documents. All were taken in.',
      todo: "Nothing; if it happens often, tell the platform's support.",
    },
  },
}
