/** Who is in the kept data folders, and how they get in. Nothing else in the world uses these. */
const KEPT_SECRET = 'the secret of the kept data folders alone';
export const KEPT_PASSWORD = 'the password of the kept data folders alone';

export const kept = {
  admin: 'admin@demo.kernos',
  instructor: 'instructor@demo.kernos',
  learner: 'learner@demo.kernos',
  note: 'Keep this: a list is changed in place.',
  draft: 'A draft that nobody has published',
  sentence: 'Druids brewed beer under bright moons.',
  endpoint: 'https://93.184.215.14/hook',
  invited: 'invited@example.org',
  subject: 'Kept words for a new enrollment',
  question: 'How do I begin a course?',
} as const;

/** The settings that a kept data folder is made and opened with. */
export const keptSettings = (dataDir: string) => ({
  KERNOS_DATA: dataDir,
  KERNOS_SECRET: KEPT_SECRET,
  DEMO_PASSWORD: KEPT_PASSWORD,
  PORT: '0',
  RATE_LIMIT: 'off',
  LOG_LEVEL: 'error',
});
