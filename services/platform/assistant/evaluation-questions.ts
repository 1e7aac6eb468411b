/** What templates are tried on where an organization gives no questions of its own: a course of Python, in every kind. */
import type { Kind } from './schemas.ts';

export const evaluationQuestions: readonly { readonly question: string; readonly kind: Kind }[] = [
  { kind: 'explain', question: 'How do I write a generator function?' },
  { kind: 'explain', question: 'What does a decorator do?' },
  { kind: 'explain', question: 'What is the difference between a list and a tuple?' },
  { kind: 'explain', question: 'How does inheritance find attributes?' },
  { kind: 'explain', question: 'What is a closure?' },
  { kind: 'explain', question: 'Why are variable names references to objects?' },
  { kind: 'code_help', question: 'How do I read a CSV file into a list of dictionaries?' },
  { kind: 'code_help', question: 'How do I write a list comprehension with a condition?' },
  { kind: 'code_help', question: 'How do I define a property with a setter?' },
  { kind: 'code_help', question: 'How do I accept any number of arguments in a function?' },
  { kind: 'code_help', question: 'How do I set up a pipeline of generators?' },
  { kind: 'debugging', question: 'Why do I get ValueError: invalid literal for int()?' },
  { kind: 'debugging', question: 'Why is my exception not caught by except?' },
  { kind: 'debugging', question: 'Why did both lists change when I only changed one?' },
  { kind: 'debugging', question: 'How do I look into a program with the debugger?' },
  { kind: 'quiz_me', question: 'Quiz me on dictionaries' },
  { kind: 'quiz_me', question: 'Quiz me on classes and special methods' },
  { kind: 'summarize', question: 'Summarize how modules and import work' },
  { kind: 'summarize', question: 'Summarize string formatting' },
  { kind: 'find', question: 'Where is unit testing treated?' },
  { kind: 'find', question: 'Where do I learn about virtual environments?' },
  // Nothing in the course answers these: an answer should say so.
  { kind: 'explain', question: 'How do I bake sourdough bread?' },
  { kind: 'explain', question: 'Who won the chess championship in 1985?' },
];
