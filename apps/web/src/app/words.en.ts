/** The words of the frame: navigation, and what any page may have to say. */

export const en = {
  product: 'Kernos',
  skip: 'Skip to content',
  find: 'Find anything',
  findPlaceholder: 'Find or do anything…',
  nothingFound: 'No results. Try other words.',
  typeMore: 'Type another letter to search.',
  navigation: 'Main navigation',
  more: 'More',
  newMessages: (n: number) => `${n} new messages`,
  palette: {
    kinds: { place: 'Page', action: 'Action' },
    actions: {
      light: 'Light theme',
      dark: 'Dark theme',
      auto: 'Match system theme',
      themeAlso: 'theme,colours,appearance,mode',
      language: (name: string) => `Switch to ${name}`,
      languageAlso: 'language,langue',
      organization: (name: string) => `Switch to ${name}`,
      signOut: 'Sign out',
      signOutAlso: 'log out,logout',
    },
  },
  person: {
    menu: 'Your account',
    profile: 'Profile and settings',
    language: 'Language',
    colors: 'Theme',
    light: 'Light',
    dark: 'Dark',
    auto: 'Match system',
    organizations: 'Organization',
    signOut: 'Sign out',
  },
  missing: {
    title: 'Page not found',
    text: 'The link may be out of date, or you may not have access.',
    home: 'Go to home',
  },
  notForYou: {
    title: 'You don’t have access to this page',
    text: 'It needs a role you don’t have. Ask an administrator for access.',
    textIn: (organization: string) =>
      `It needs a role you don’t have in ${organization}. Ask an administrator for access.`,
    home: 'Go to home',
  },
  failed: {
    title: 'This page could not be displayed',
    reload: 'Reload',
  },
  unsaved: {
    title: 'Sign out without saving?',
    text: 'Some of your work hasn’t been saved yet. You’ll lose it if you sign out now.',
    stay: 'Stay signed in',
    leave: 'Sign out',
  },
  ended: {
    titles: {
      expired: 'Your session has ended',
      elsewhere: 'You signed in with another account in another tab',
      switched: 'You switched to another organization in another tab',
    },
    expiredText: 'Sign in again to continue. What you were typing is still here.',
    elsewhereText: 'This tab still shows the other account. Reload to continue with the new one.',
    switchedText: (shown: string) =>
      `This tab still shows ${shown}. Switch back to keep what you were typing, or reload to continue with the other one.`,
    switchedAway: 'This tab still shows the previous one. Reload to continue with the other one.',
    back: (shown: string) => `Switch back to ${shown}`,
    email: 'Email address',
    password: 'Password',
    code: 'Authenticator code',
    signIn: 'Sign in',
    reload: 'Reload',
  },
};
export type ShellWords = typeof en;
