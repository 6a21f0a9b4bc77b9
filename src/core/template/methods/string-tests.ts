import { builtin } from '../operations/builtin.ts'
import { isLower, isTitle, isUpper } from '../strings/case.ts'
import { whitespaceClass } from '../strings/whitespace.ts'

function matching(pattern: RegExp) {
  return builtin([], (text: string) => pattern.test(text))
}

/** `isupper` and its kin. */
export const stringTestMethods = {
  isalnum: matching(/^[\p{L}\p{N}]+$/u),
  isalpha: matching(/^\p{L}+$/u),
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII includes its controls.
  isascii: matching(/^[\x00-\x7f]*$/),
  isdecimal: matching(/^\p{Nd}+$/u),
  isdigit: matching(/^[\p{Nd}\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089]+$/u),
  isidentifier: matching(/^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}_]*$/u),
  isnumeric: matching(/^\p{N}+$/u),
  isprintable: matching(/^(?:[^\p{C}\p{Z}]| )*$/u),
  isspace: matching(new RegExp(`^[${whitespaceClass}]+$`)),
  islower: builtin([], isLower),
  isupper: builtin([], isUpper),
  istitle: builtin([], isTitle),
}
