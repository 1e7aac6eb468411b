/** The words of signing in, and of one's own account. */
export const en = {
  signIn: {
    title: 'Sign in',
    email: 'E-mail address',
    password: 'Password',
    code: 'Code of your authenticator app',
    submit: 'Sign in',
  },
};
export type IdentityWords = typeof en;
