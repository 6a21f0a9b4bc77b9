import { frameStyles } from './frame-styles.ts'
import { graphStyles } from './graph-styles.ts'
import { pageStyles } from './page-styles.ts'

/** The style sheet of the site. */
export const styles: string = [frameStyles, pageStyles, graphStyles].map(part => part.trimStart()).join('\n')
