/** French of what may be refused here, by its code. */
export const fr = {
  'date-invalid': 'Cette date n’existe pas.',
  'range-reversed': 'La période se termine avant de commencer.',
  'range-too-long':
    'Cette période est trop longue. Choisissez-en une plus courte, ou un intervalle plus grand.',
  'timezone-unknown': 'Ce fuseau horaire n’existe pas.',
  'dimension-invalid': 'Cette dimension ne peut pas être lue.',
  'export-incomplete': 'Il manque un paramètre pour cet export.',
  'report-not-found': 'Ce rapport n’existe pas.',
};
