import type { IdentityWords } from './words.en.ts';

export const fr: IdentityWords = {
  signIn: {
    title: 'Se connecter',
    email: 'Adresse e-mail',
    password: 'Mot de passe',
    code: 'Code de votre application d’authentification',
    submit: 'Se connecter',
  },
};
