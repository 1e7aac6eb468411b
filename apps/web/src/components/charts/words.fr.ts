import type { ChartWords } from './words.en.ts';

export const fr: ChartWords = {
  showTable: 'Afficher le tableau',
  showChart: 'Afficher le graphique',
  save: 'Exporter',
  asPicture: 'Image (PNG)',
  asCsv: 'Données (CSV)',
};
