import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { bodySchemas } from './body-schemas.vite.ts';
import { contractsForPages } from './contracts.vite.ts';
import { everyStyle } from './every-style.vite.ts';
import { frenchSpaces } from './french-spaces.vite.ts';
import { partsThatComeAgain } from './parts.vite.ts';
import { withoutUnusedStyles } from './unused-styles.vite.ts';

/** `npm run dev -w apps/web` serves the sources as they change, with the API of a running `npm start`. */
const api = process.env.KERNOS_URL ?? 'http://127.0.0.1:8000';

export default defineConfig({
  plugins: [
    partsThatComeAgain(),
    contractsForPages(),
    bodySchemas(),
    react(),
    frenchSpaces(),
    everyStyle(),
    withoutUnusedStyles(),
  ],
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_000,
    reportCompressedSize: false,
    // What every visit begins with is one file, and what every page of somebody signed in stands in another: fifty
    // small ones would be asked for one by one, and pack worse.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'frame', tags: ['$initial'], priority: 1 },
            { name: 'shell', test: /\/src\/(app\/(shell|rail)|components\/(page|loaded|when))\.tsx$/ },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': { target: api, ws: true }, '/.well-known': api } },
});
