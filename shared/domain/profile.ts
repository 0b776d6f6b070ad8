import { z } from 'zod'

export const ProfileKind = z.enum(['demo', 'real'])
export type ProfileKind = z.infer<typeof ProfileKind>

/** Where app secrets rest: in the OS's store, under a passphrase, or nowhere (asked for at each start). */
export const SecretKeeping = z.enum(['os', 'passphrase', 'ask'])
export type SecretKeeping = z.infer<typeof SecretKeeping>

/** One cloud account here = one folder with one database. Demo and real never mix: the kind is fixed at creation. */
export const Profile = z.object({
  id: z.string(),
  name: z.string(),
  kind: ProfileKind,
  keeping: SecretKeeping,
  createdAt: z.number(),
})
export type Profile = z.infer<typeof Profile>

export const ProfileName = z.string().trim().min(1).max(60)
