// Before anything is drawn: the colours and the language that were chosen, so that nothing flashes.
(() => {
  const html = document.documentElement;
  let scheme = 'auto';
  try {
    scheme = localStorage.getItem('kernos-colors') ?? 'auto';
    html.lang = localStorage.getItem('kernos-language') ?? navigator.language.slice(0, 2);
  } catch {
    // Storage may be forbidden; the system's colours will do.
  }
  const dark = scheme === 'dark' || (scheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  html.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();

// What everything begins with may not come either: then nothing but this is there to say so, and to try again.
addEventListener(
  'error',
  ({ target }) => {
    if (!(target instanceof HTMLScriptElement) || target.type !== 'module') return;
    const said = document.createElement('p');
    said.style.cssText =
      'margin: 20vh auto; max-width: 32em; padding: 1em; font: 16px system-ui; text-align: center';
    said.textContent =
      document.documentElement.lang === 'fr'
        ? 'Kernos n’a pas pu être chargé. Nouvel essai…'
        : 'Kernos could not be loaded. Trying again…';
    const show = () => document.body.prepend(said);
    if (document.body) show();
    else addEventListener('DOMContentLoaded', show);
    setTimeout(() => location.reload(), 3_000);
  },
  true,
);
