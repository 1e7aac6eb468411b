/**
 * What stands around every chart: its finding as the title, the measure below it, and the same figures as a
 * table, one button away. Exports what is shown as a picture or as CSV.
 */

import { ActionIcon, Box, Group, Menu, Title } from '@mantine/core';
import { ChartLine, Download, Table2 } from 'lucide-react';
import { type ReactNode, useId, useRef, useState } from 'react';
import { number } from '../../language/format.ts';
import { ScrollRegion } from '../scroll-region.tsx';
import { Soft } from '../soft.tsx';
import { useChartWords } from './chart-words.ts';
import styles from './charts.module.css';
import type { Figures } from './figures.ts';
import { saveCsv, savePicture } from './save-chart.ts';

export function ChartFrame({
  title,
  measure,
  figures,
  fileName,
  children,
}: {
  /** The finding, in words. */
  title: string;
  measure: string;
  figures: Figures;
  /** Without an ending. */
  fileName: string;
  children: ReactNode;
}) {
  const words = useChartWords();
  const [asTable, setAsTable] = useState(false);
  const heading = useId();
  const drawing = useRef<HTMLDivElement>(null);
  return (
    <Box component="section" miw={0} aria-labelledby={heading}>
      <Group component="header" justify="space-between" align="start" gap={12} mb={14} wrap="nowrap">
        <div>
          <Title order={2} size="h3" id={heading}>
            {title}
          </Title>
          <Soft>{measure}</Soft>
        </div>
        <Group gap={2} wrap="nowrap">
          <ActionIcon
            aria-label={asTable ? words.showChart : words.showTable}
            title={asTable ? words.showChart : words.showTable}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? <ChartLine size={17} /> : <Table2 size={17} />}
          </ActionIcon>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={words.save} title={words.save}>
                <Download size={17} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item disabled={asTable} onClick={() => void savePicture(drawing.current, fileName)}>
                {words.asPicture}
              </Menu.Item>
              <Menu.Item onClick={() => saveCsv(figures, fileName)}>{words.asCsv}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Group>
      {asTable ? (
        <FigureTable figures={figures} caption={measure} />
      ) : (
        <div ref={drawing} role="img" aria-label={`${title}. ${measure}`}>
          {children}
        </div>
      )}
    </Box>
  );
}

function FigureTable({ figures: { head, rows }, caption }: { figures: Figures; caption: string }) {
  return (
    <ScrollRegion label={caption} className={styles.scroll}>
      <table className={styles.table}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={String(row[0])}>
              {row.map((value, column) => (
                <td key={head[column]} data-number={typeof value === 'number' || undefined}>
                  {typeof value === 'number' ? number(value) : value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
