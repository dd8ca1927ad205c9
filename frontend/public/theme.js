// Runs before the first paint, so that the page never flashes in the other theme or language.
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
  const locale = read('trastienda.locale')
  document.documentElement.lang =
    locale === 'es' || locale === 'en' ? locale : navigator.language.startsWith('es') ? 'es' : 'en'
})()
