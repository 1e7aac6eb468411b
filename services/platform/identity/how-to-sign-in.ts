/** What the API reference says of tokens: what to send, and what to do when one has run out. */
import type { InEachLanguage } from '@kernos/kernel/language';

const request = `curl -X POST $KERNOS/api/auth/login -H 'content-type: application/json' \\
  -d '{"email":"ada@example.org","password":"…"}'`;

export const howToSignIn: InEachLanguage = {
  en: `${request}

The accessToken of the answer goes into the header Authorization: Bearer …, and holds for fifteen minutes.
POST /api/auth/refresh with its refreshToken gives the next one. The calls of assistant that take
an API key want a key that was made in the app instead.`,
  fr: `${request}

L’accessToken de la réponse va dans l’en-tête Authorization: Bearer …, et vaut quinze minutes.
POST /api/auth/refresh avec son refreshToken donne le suivant. Les appels d’assistant qui demandent
une clé d’API veulent une clé créée dans l’application.`,
};
