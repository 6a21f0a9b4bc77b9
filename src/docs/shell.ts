import { escapeHtml } from './shared/highlight.ts'

export interface Shell {
  readonly title: string
  readonly isStatic: boolean
  /** HTML for the head. */
  readonly style: string
  /** HTML at the end of the body. */
  readonly scripts: string
}

/** The frame of the site: the bar on top, the list at the side, and the place for pages. */
export function shell({ title, style, scripts }: Shell): string {
  const name = escapeHtml(title)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="gild">
<link rel="icon" href="${icon}">
<title>${name}</title>
<script>try{const t=localStorage.getItem('gild-theme');if(t)document.documentElement.dataset.theme=t}catch{}</script>
${style}
</head>
<body>
<a class="skip" href="#main">Skip to the page</a>
<header class="bar">
<button type="button" id="menu" aria-label="Menu" aria-expanded="false" aria-controls="side">☰</button>
<a class="brand" href="#/"><svg viewBox="0 0 32 32" aria-hidden="true"><path class="b" d="M4 21h24v6H4z"/><path class="s" d="M8 13h16v6H8z"/><path class="g" d="M12 5h8v6h-8z"/></svg><span>${name}</span></a>
<button type="button" id="open-search"><span class="magnifier" aria-hidden="true">⌕</span><span class="label">Search</span><kbd>/</kbd></button>
<button type="button" id="theme" aria-label="Dark or light">◐</button>
</header>
<div class="frame">
<nav id="side" aria-label="Nodes of the project"></nav>
<main id="main" tabindex="-1"><noscript><p>This documentation needs JavaScript.</p></noscript></main>
</div>
<dialog id="search" aria-label="Search">
<input id="query" type="search" placeholder="Names, columns, descriptions" aria-label="Search names, columns and descriptions" autocomplete="off" spellcheck="false" role="combobox" aria-expanded="true" aria-controls="hits" aria-autocomplete="list">
<p id="search-state" role="status"></p>
<ul id="hits" role="listbox" aria-label="Results"></ul>
<p class="keys"><kbd>↑</kbd><kbd>↓</kbd> choose <kbd>Enter</kbd> open <kbd>Esc</kbd> close</p>
</dialog>
${scripts}
</body>
</html>
`
}

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Cpath fill='%23a9672f' d='M4 21h24v6H4z'/%3E%3Cpath fill='%238796a5' d='M8 13h16v6H8z'/%3E%3Cpath fill='%23d4a419' d='M12 5h8v6h-8z'/%3E%3C/svg%3E"
