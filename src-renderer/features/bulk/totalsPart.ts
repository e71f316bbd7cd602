/** One part of a plan's totals; the tone picks colour and sign, the words say the same without them. */
export interface TotalsPart {
  readonly tone: 'gain' | 'loss' | 'plain';
  readonly text: string;
}
