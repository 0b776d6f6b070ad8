import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Profile } from '../../shared/domain/profile.ts'

/** Profiles lie side by side under the user-data folder, one folder each; what a profile is stands in its `profile.json`. */

const metaFile = 'profile.json'
export const databaseFile = 'maskline.db'

/** Profiles in the order they were made. A folder without a readable `profile.json` is somebody else's. */
export function listProfiles(root: string): Profile[] {
  if (!existsSync(root)) return []
  return readdirSync(root)
    .flatMap((name) => readProfile(join(root, name)) ?? [])
    .toSorted((a, b) => a.createdAt - b.createdAt)
}

export function readProfile(folder: string): Profile | null {
  const file = join(folder, metaFile)
  if (!existsSync(file)) return null
  try {
    return Profile.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

/** Makes the folder for its owner only: numbers stand in it in clear. */
export function createProfile(folder: string, profile: Profile): void {
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o700)
  const file = join(folder, metaFile)
  writeFileSync(`${file}.new`, JSON.stringify(profile, null, 2), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
