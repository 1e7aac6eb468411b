/** Made by body-schemas.vite.ts: by the name of a contract, what fetches the schemas of its calls' bodies by their ids. */
declare module 'virtual:body-schemas' {
  export const bodySchemas: Readonly<
    Record<
      string,
      () => Promise<{ readonly schemas: Readonly<Record<string, import('./body-check.ts').BodySchema>> }>
    >
  >;
}
