/** English words, in Liquid. An empty line ends a paragraph; `{{ link }}` alone becomes a button. */
import type { Words } from './words.ts';

const letter = (subject: string, action: string, ...paragraphs: string[]) => ({
  letter: { subject, action, text: ['Hello {{ person.name }},', ...paragraphs].join('\n\n') },
});
const short = (subject: string, text: string) => ({ short: { subject, text } });
const LINK = '{{ link }}';

export const en: Readonly<Record<string, Words>> = {
  'account.welcome': letter(
    'Welcome to Kernos',
    'Verify address',
    'an account was made for this address. Please follow this link within a day, so that we know it is yours:',
    LINK,
    'If you did not expect this, there is nothing you need to do.',
  ),
  'account.verify-email': letter(
    'Verify your e-mail address',
    'Verify address',
    'follow this link within a day, so that we know this address is yours:',
    LINK,
  ),
  'account.reset-password': letter(
    'Choose a new password',
    'Choose a password',
    'somebody asked for a new password for this account. If it was you, choose one here within the next hour:',
    LINK,
    'If it was not you, there is nothing you need to do: your password stays as it is.',
  ),
  'account.password-changed': {
    ...letter(
      'Your password was changed',
      '',
      'the password of your account was changed, and its other sessions were ended.',
      'If it was not you, ask for a new password at once and tell an administrator.',
    ),
    ...short(
      'Your password was changed',
      'If it was not you, ask for a new password at once and tell an administrator.',
    ),
  },
  'account.email-changed': {
    ...letter(
      'Your e-mail address was changed',
      '',
      'the address of your account is now {{ account.email }}. This one no longer opens it.',
      'If it was not you, tell an administrator at once.',
    ),
    ...short(
      'Your e-mail address was changed',
      'It is now {{ account.email }}. If it was not you, tell an administrator at once.',
    ),
  },
  'account.invitation': {
    letter: {
      subject: 'Invitation to {{ organization.name }}',
      action: 'Accept the invitation',
      text: [
        'Hello,',
        '{{ inviter.name }} invites you to join {{ organization.name }} on Kernos. Follow this link within seven days:',
        LINK,
        'If you do not want to, there is nothing you need to do.',
      ].join('\n\n'),
    },
  },
  'organization.joined': short('Welcome', 'You belong to this organization now. Have a look around.'),
  'organization.roles-changed': {
    ...letter(
      'Your roles changed',
      'Open Kernos',
      'an administrator changed what you may do. Your roles are now: {{ roles }}.',
      LINK,
    ),
    ...short('Your roles changed', 'You are now: {{ roles }}.'),
  },
  'learning.enrolled': {
    ...letter(
      'You are enrolled: {{ course.title }}',
      'Start the course',
      'you have a seat in {{ course.title }}. Begin whenever you like; we remember where you left off:',
      LINK,
      'Should your plans change, withdraw on that page: your seat goes to the next person, and what you have completed is kept.',
    ),
    ...short('You are enrolled', '{{ course.title }} is ready for you.'),
  },
  'learning.waitlisted': {
    ...letter(
      'You are on the waitlist: {{ course.title }}',
      'See the course',
      '{{ course.title }} is full right now. You keep your place on the waitlist, and hear from us when a seat is yours.',
      LINK,
    ),
    ...short(
      'You are on the waitlist',
      '{{ course.title }} is full right now. We tell you when a seat is yours.',
    ),
  },
  'learning.moved-up': {
    ...letter(
      'You have a seat now: {{ course.title }}',
      'Start the course',
      'a seat became free, and it is yours: you are enrolled in {{ course.title }}.',
      LINK,
    ),
    ...short('You have a seat now', 'A seat in {{ course.title }} became free, and it is yours.'),
  },
  'learning.course-updated': {
    ...letter(
      'A new version of {{ course.title }}',
      'See what is new',
      '{{ course.title }} was published anew. What you have done stays done.',
      LINK,
    ),
    ...short('A new version', '{{ course.title }} was published anew. What you have done stays done.'),
  },
  'learning.completed': {
    ...letter(
      'You completed {{ course.title }}',
      'See your certificate',
      'congratulations: you completed every lesson of {{ course.title }}. Your certificate is ready:',
      LINK,
    ),
    ...short('Course completed', 'Your certificate for {{ course.title }} is ready.'),
  },
  'teaching.publish-failed': {
    ...letter(
      '{{ course.title }} could not be published',
      'Open the course',
      '{{ course.title }} could not be published. Your draft is as it was, and learners see what they saw before. Look at it, and publish it again:',
      LINK,
    ),
    ...short(
      'Not published',
      '{{ course.title }} could not be published. Your draft is as it was; try again.',
    ),
  },
  'teaching.learner-enrolled': {
    ...letter(
      'New in {{ course.title }}: {{ learner.name }}',
      'See who is enrolled',
      '{{ learner.name }} enrolled in {{ course.title }}.',
      LINK,
    ),
    ...short('New learner', '{{ learner.name }} enrolled in {{ course.title }}.'),
  },
  'teaching.learner-completed': {
    ...letter(
      '{{ learner.name }} completed {{ course.title }}',
      'See who is enrolled',
      '{{ learner.name }} completed every lesson of {{ course.title }}.',
      LINK,
    ),
    ...short('Course completed', '{{ learner.name }} completed {{ course.title }}.'),
  },
  'digest.gathered': letter(
    '{{ count }} {% if count == 1 %}thing{% else %}things{% endif %} that happened',
    'Open your inbox',
    'here is what happened since the last letter:',
    '{% for item in items %}• {{ item.title }}\n{% endfor %}',
    LINK,
  ),
  'endpoint.trial': short('Trial', 'This is a trial: Kernos reaches {{ endpoint.name }}.'),
  'event.enrollment.created': short('Enrolled', '{{ learner.name }} enrolled in {{ course.title }}.'),
  'event.enrollment.waitlisted': short(
    'Waitlisted',
    '{{ learner.name }} waits for a seat in {{ course.title }}.',
  ),
  'event.enrollment.withdrawn': short(
    'Withdrawn',
    '{{ learner.name }} gave back a place in {{ course.title }}.',
  ),
  'event.course.published': short('Published', 'A new version of {{ course.title }} was published.'),
  'event.course.publish-failed': short('Not published', '{{ course.title }} could not be published.'),
  'event.course.completed': short('Completed', '{{ learner.name }} completed {{ course.title }}.'),
  'event.user.registered': short('New account', '{{ member.name }} has an account now.'),
  'event.organization.member-added': short('New member', '{{ member.name }} joined the organization.'),
  'event.organization.member-removed': short(
    'Left',
    '{{ member.name }} no longer belongs to the organization.',
  ),
};
