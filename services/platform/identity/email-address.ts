/**
 * The one form in which an e-mail address is stored, compared and counted: trimmed, NFC, lower case. Mail
 * always goes to the stored address, never to the one that was typed, so that two addresses which some
 * mail system tells apart cannot be used to have somebody else's link sent.
 */
export function canonicalEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}
