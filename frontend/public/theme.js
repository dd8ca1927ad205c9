// Runs before the first paint, so that the page never flashes in the other theme or language, and its words come early.
;(() => {
  const read = (name) => {
    try {
      return localStorage.getItem(name)
    } catch {
      return null
    }
  }
  const theme = read('trastienda.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
  const chosen = read('trastienda.locale')
  const locale =
    chosen === 'es' || chosen === 'en' ? chosen : navigator.language.startsWith('es') ? 'es' : 'en'
  document.documentElement.lang = locale
  // The build says where they are.
  const words = document.currentScript.getAttribute(`data-words-${locale}`)
  if (!words) return
  const early = document.createElement('link')
  early.rel = 'modulepreload'
  early.href = words
  document.head.append(early)
})()
