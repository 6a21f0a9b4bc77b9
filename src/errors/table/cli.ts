import { entry } from '../entry.ts'

/** Usage of the command line. */
export const cliErrors = {
  'project-not-found': entry<{ folder: string }>({
    title: 'No project here',
    message: p => `There is no project.yml in "${p.folder}" or above it.`,
    hint: () => 'Go to a project folder, or name one with --project-dir.',
  }),
}
