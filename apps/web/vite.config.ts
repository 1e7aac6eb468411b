import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `npm run dev -w apps/web` serves the sources as they change, with the API of a running `npm start`. */
const api = process.env.KERNOS_URL ?? 'http://127.0.0.1:8000';

export default defineConfig({
  plugins: [react()],
  // See there: a page names the fields of a call, and leaves their validation to the server.
  resolve: { alias: { typebox: fileURLToPath(new URL('./src/app/schema-names.ts', import.meta.url)) } },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_000,
    reportCompressedSize: false,
  },
  server: { proxy: { '/api': { target: api, ws: true }, '/.well-known': api } },
});
