/** The words of the frame: navigation, and what any page may have to say. */

export const en = {
  product: 'Kernos',
  skip: 'Skip to the page',
  find: 'Find anything',
  findPlaceholder: 'Find courses, lessons, people, pages…',
  nothingFound: 'Nothing found. Try other words.',
  navigation: 'Main navigation',
  more: 'More',
  commands: {
    colors: 'Change colours',
    signOut: 'Sign out',
    pages: 'Pages',
    commands: 'Commands',
  },
  person: {
    menu: 'Your account',
    profile: 'Profile and settings',
    language: 'Language',
    colors: 'Colours',
    light: 'Light',
    dark: 'Dark',
    auto: 'As the system',
    organizations: 'Act for',
    signOut: 'Sign out',
  },
  offline: 'You are offline. What you see is kept; changes wait until the connection is back.',
  missing: {
    title: 'There is nothing at this address',
    text: 'The link may be old, or it is not meant for this account.',
    home: 'Go to the start',
  },
  notForYou: {
    title: 'This page is not for your role',
    text: 'It needs a role that you do not have. Ask an administrator if you should have it.',
    textIn: (organization: string) =>
      `It needs a role that you do not have in ${organization}. Ask an administrator there if you should have it.`,
    home: 'Go to the start',
  },
  failed: {
    title: 'This page could not be shown',
    newer: 'Kernos was updated since this page was opened. Load it again to go on.',
    reload: 'Load the page again',
  },
  unsaved: {
    title: 'Sign out without saving?',
    text: 'Something you wrote could not be saved yet. It is lost if you sign out now.',
    stay: 'Stay',
    leave: 'Sign out',
  },
  ended: {
    titles: {
      expired: 'Your session has ended',
      elsewhere: 'You signed in as somebody else in another tab',
      switched: 'You switched to another organization in another tab',
    },
    expiredText: 'Sign in again to go on. What you were typing is still here.',
    elsewhereText: 'This tab still shows another account. Load it again to go on as the new one.',
    switchedText: (shown: string) =>
      `This tab still shows ${shown}. Go back to it to keep what you were typing, or load the page again to go on with the other one.`,
    switchedAway: 'This tab still shows the one before. Load it again to go on with the other one.',
    back: (shown: string) => `Back to ${shown}`,
    email: 'E-mail address',
    password: 'Password',
    code: 'Code of your authenticator app',
    signIn: 'Sign in',
    reload: 'Load the page again',
  },
};
export type ShellWords = typeof en;
