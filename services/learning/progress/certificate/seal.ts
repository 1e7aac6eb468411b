/** The mark of Kernos: a ring of small cups, seen from above. */

export interface Ring {
  /** Centre, and radius of the circle on which the cups stand. Points. */
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly cups: number;
  /** Radius of one cup, and of its opening. */
  readonly cup: number;
  readonly opening: number;
}

export interface RingColours {
  readonly clay: string;
  readonly body: string;
  readonly inside: string;
}

/** Draws the ring with its first cup at the top. */
export function drawRing(
  doc: PDFKit.PDFDocument,
  { x, y, radius, cups, cup, opening }: Ring,
  { clay, body, inside }: RingColours,
): void {
  doc.circle(x, y, radius).lineWidth(cup).stroke(body);
  for (let n = 0; n < cups; n += 1) {
    const angle = (2 * Math.PI * n) / cups - Math.PI / 2;
    const [cx, cy] = [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    doc.circle(cx, cy, cup).fill(clay);
    doc.circle(cx, cy, opening).fill(inside);
  }
}
