import type { Option } from './optionList.tsx';

/**
 * Zones that the runtime still lists by a name that the IANA database keeps only as a link: the name of today, by the old
 * one. Source: `backward` of tzdb 2025b.
 */
const renamed: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

const oldNames = Map.groupBy(Object.keys(renamed), (old) => renamed[old] ?? old);

/** How people read the name of a zone. */
export const zoneLabel = (zone: string): string => (renamed[zone] ?? zone).replaceAll('_', ' ');

/** Every zone by its name of today, which its older names find too. */
export function timeZoneOptions(): readonly Option[] {
  const names = ['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => renamed[zone] ?? zone);
  const [utc, ...others] = [...new Set(names)];
  return [utc ?? 'UTC', ...others.toSorted()].map((zone) => {
    const synonyms = oldNames.get(zone);
    return { value: zone, label: zoneLabel(zone), ...(synonyms === undefined ? {} : { synonyms }) };
  });
}
