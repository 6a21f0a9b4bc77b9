import * as z from 'zod'
import { exposureConfigSchema } from './node-config.ts'

const owner = z
  .looseObject({
    name: z.string().optional().describe('Who to ask.'),
    email: z
      .union([z.string(), z.array(z.string())])
      .optional()
      .describe('Where to ask.'),
  })
  .refine(({ name, email }) => name !== undefined || email !== undefined, { path: ['name'] })

/** One entry of `exposures:`. */
export const exposureSchema = z.strictObject({
  name: z.string().regex(/^[A-Za-z_]\w*$/, 'a name of letters, digits and underscores'),
  type: z.enum(['dashboard', 'notebook', 'analysis', 'ml', 'application']).describe('What uses the data.'),
  owner: owner.describe('Who answers for it.'),
  label: z.string().optional().describe('Its name for people.'),
  url: z.string().optional().describe('Where it is.'),
  maturity: z.enum(['high', 'medium', 'low']).optional().describe('How much it can be relied on.'),
  description: z.string().optional().describe('What it is, for readers.'),
  depends_on: z
    .array(z.string().min(1))
    .default([])
    .describe("What it reads: ref('model'), source('source', 'table')."),
  tags: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .describe('Labels for selection.'),
  meta: z.record(z.string(), z.unknown()).optional().describe('Keys of your own.'),
  config: exposureConfigSchema.optional(),
})

export type ExposureFile = z.infer<typeof exposureSchema>
