/** Where the page begins. */
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/source-serif-4/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '@mantine/core/styles.css';
import './app/look.css';
import { DirectionProvider, localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './app/api.ts';
import { useProblemWords } from './app/problem-words.ts';
import { router } from './app/router.ts';
import { paperAndInk, theme } from './app/theme.ts';
import { ToastHost } from './components/toast-host.tsx';
import { translateProblems } from './language/problems.ts';

translateProblems(useProblemWords);
const colors = localStorageColorSchemeManager({ key: 'kernos-colors' });
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
keepFocusFromNowOn(root);

createRoot(root).render(
  <StrictMode>
    <DirectionProvider>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={paperAndInk}
        defaultColorScheme="auto"
        colorSchemeManager={colors}
      >
        <QueryClientProvider client={queryClient}>
          <ToastHost />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  </StrictMode>,
);

/** Until something has the focus there is none to keep, and the page comes without the code for it. */
function keepFocusFromNowOn(within: HTMLElement): void {
  const begin = () =>
    import('./components/kept-focus.ts').then(
      ({ keepFocus }) => keepFocus(within),
      () => keepFocusFromNowOn(within),
    );
  addEventListener('focusin', () => void begin(), { once: true });
}
