const key = 'gild-theme'

/** Dark or light: as the system has it, until the reader says otherwise. */
export function listenToTheme(button: HTMLElement): void {
  button.addEventListener('click', () => {
    const next = isDark() ? 'light' : 'dark'
    document.documentElement.dataset.theme = next
    try {
      localStorage.setItem(key, next)
    } catch {
      // A page that may keep nothing is asked again next time.
    }
  })
}

function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme
  return chosen === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark'
}
