import { entry } from '../entry.ts'

/** Packages: packages.yml, what `gild deps` installs, and what is installed. */
export const packageErrors = {
  'package-entry-invalid': entry<{ kinds: readonly string[] }>({
    title: 'Package of no kind',
    message: p =>
      p.kinds.length === 0
        ? 'The package does not say where it is.'
        : `The package says ${p.kinds.length} times where it is: ${p.kinds.map(k => `"${k}"`).join(' and ')}.`,
    hint: () => 'Write "- local: ../folder".',
  }),
  'package-unsupported': entry<{ package: string; kind: 'git' | 'package' | 'tarball' | 'private' }>({
    title: 'Package from elsewhere',
    message: p => `The package "${p.package}" comes from ${origins[p.kind]}, which gild cannot install yet.`,
    hint: () => 'Put a copy of it into a folder, and name that: "- local: ../folder".',
  }),
  'package-not-found': entry<{ package: string; folder: string; problem: string }>({
    title: 'No package in the folder',
    message: p => `The package "${p.package}" cannot be installed: ${p.problem} in ${p.folder}.`,
    hint: () => 'A path is relative to the folder of the file that names it.',
  }),
  'package-not-installed': entry<{ package: string }>({
    title: 'Package not installed',
    message: p => `The package "${p.package}" is not installed.`,
    hint: () => 'Install it: gild deps',
  }),
  'package-duplicate': entry<{ name: string; folders: readonly string[] }>({
    title: 'Two packages of one name',
    message: p => `${p.folders.length} packages have the name "${p.name}": ${p.folders.join(', ')}.`,
    hint: () => 'Rename one in its project.yml, or name only one of them.',
  }),
  'package-cycle': entry<{ path: readonly string[] }>({
    title: 'Packages that need each other',
    message: p => `Packages need each other in a circle: ${p.path.join(' -> ')}.`,
    hint: () => 'Remove one of these from the packages.yml of another.',
  }),
  'package-folder-taken': entry<{ folder: string }>({
    title: 'Folder that gild did not make',
    message: p => `"${p.folder}" is in the way of a package, and gild did not put it there.`,
    hint: () => 'Move it away, then run: gild deps',
  }),
}

const origins = {
  git: 'a git repository',
  package: "dbt's hub",
  tarball: 'a tarball',
  private: 'a private repository',
} as const
