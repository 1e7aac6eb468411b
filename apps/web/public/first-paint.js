// Before anything is drawn: the colours and the language that were chosen, so that nothing flashes.
(() => {
  const html = document.documentElement;
  let scheme = 'auto';
  try {
    scheme = localStorage.getItem('kernos-colors') ?? 'auto';
    html.lang = localStorage.getItem('kernos-language') ?? html.lang;
  } catch {
    // Storage may be forbidden; the system's colours will do.
  }
  const dark = scheme === 'dark' || (scheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  html.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
