import { entry } from '../entry.ts'

/** Stream sources: topics, offsets, segments. */
export const streamErrors = {
  'topic-not-found': entry<{ topic: string; where: string }>({
    title: 'Unknown topic',
    message: p => `The topic "${p.topic}" does not exist in ${p.where}.`,
    hint: () => 'Write to it first, for example with "gild generate".',
    stage: 'run',
  }),
}
