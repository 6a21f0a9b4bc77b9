import * as z from 'zod'

const text = z.string().min(1)

/** One package of `packages:`. Which of the kinds it is of is checked where it is read. */
export const packageSchema = z.strictObject({
  local: text.optional().describe('Folder of a package, absolute or relative to this file.'),
  git: text.optional().describe('dbt: not supported yet, an error.'),
  package: text.optional().describe('dbt: not supported yet, an error.'),
  tarball: text.optional().describe('dbt: not supported yet, an error.'),
  private: text.optional().describe('dbt: not supported yet, an error.'),
  name: text.optional().describe('dbt: name of a tarball.'),
  ...Object.fromEntries(
    [
      'version',
      'revision',
      'subdirectory',
      'install-prerelease',
      'warn-unpinned',
      'provider',
      'unrendered',
    ].map(key => [key, z.unknown().optional().describe('dbt: of packages that are not local.')]),
  ),
})

/** `packages.yml`, and `dependencies.yml`. */
export const packagesFileSchema = z.strictObject({
  packages: z.array(packageSchema).default([]).describe('What `gild deps` installs.'),
  projects: z.unknown().optional().describe('dbt: accepted, without effect.'),
})

/** `package-lock.yml`: what is in the install path, and where it came from. */
export const packageLockSchema = z.object({
  packages: z.array(z.looseObject({ local: text.optional(), name: text.optional() })).default([]),
})
