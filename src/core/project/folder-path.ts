/** A path of a folder as gild writes it: with `/`, no `./` before and no `/` behind it. */
export function folderPath(path: string): string {
  const trimmed = path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '')
  return trimmed.length > 1 ? trimmed.replace(/\/+$/, '') : trimmed
}
