import type { ChartWords } from './words.en.ts';

export const fr: ChartWords = {
  showTable: 'Montrer les chiffres en tableau',
  showChart: 'Montrer le graphique',
  save: 'Enregistrer',
  asPicture: 'Comme image (PNG)',
  asCsv: 'Les chiffres (CSV)',
};
